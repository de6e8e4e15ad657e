// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>What one check of a diagnosis found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Result">What there is.</param>
/// <param name="Advice">What to change; null when all is well.</param>
/// <param name="IsUndecided">Whether there may be nothing to change.</param>
internal sealed record Finding(string Subject, string Result, string? Advice = null, bool IsUndecided = false)
{
    public bool IsFailure => Advice is not null && !IsUndecided;

    public override string ToString() => Advice is null ? $"ok    {Subject}: {Result}" : $"{(IsUndecided ? "?   " : "FAIL")}  {Subject}: {Result}\n      {Advice}";
}
