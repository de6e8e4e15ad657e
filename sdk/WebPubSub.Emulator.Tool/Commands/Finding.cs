// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>What one check of a diagnosis found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Result">What there is.</param>
/// <param name="Advice">What to change; null when all is well.</param>
internal sealed record Finding(string Subject, string Result, string? Advice = null)
{
    public bool IsFailure => Advice is not null;

    public override string ToString() => IsFailure ? $"FAIL  {Subject}: {Result}\n      {Advice}" : $"ok    {Subject}: {Result}";
}
