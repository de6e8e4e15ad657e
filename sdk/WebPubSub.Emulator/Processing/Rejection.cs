// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>The error of a rejected request.</summary>
/// <param name="Error">The error that the client receives.</param>
/// <param name="Explanation">The explanation for the trace; <see langword="null"/> to show the error itself.</param>
internal sealed record Rejection(AckMessageError Error, string? Explanation = null)
{
    public static Rejection? From(AckMessageError? error) => error is null ? null : new Rejection(error);
}
