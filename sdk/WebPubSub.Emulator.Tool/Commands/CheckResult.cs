// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The result of one check of the <c>diagnose</c> command.</summary>
/// <param name="Subject">The subject of the check.</param>
/// <param name="Result">The state that the check observed.</param>
/// <param name="Advice">The change to make; null if the check succeeded.</param>
/// <param name="IsInconclusive">Whether the check could not determine if a change is necessary.</param>
internal sealed record CheckResult(string Subject, string Result, string? Advice = null, bool IsInconclusive = false)
{
    public bool IsFailure => Advice is not null && !IsInconclusive;

    public override string ToString() => Advice is null ? $"ok    {Subject}: {Result}" : $"{(IsInconclusive ? "?   " : "FAIL")}  {Subject}: {Result}\n      {Advice}";
}
