// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>How a method is called.</summary>
/// <param name="Target">The method, as the hub names it.</param>
/// <param name="Payload">The type of its payload, or null when it takes none.</param>
/// <param name="AllowsNull">Whether the payload may be a JSON null.</param>
/// <param name="Arguments">Its arguments, in its order.</param>
/// <param name="IsAwaited">Whether it returns a task.</param>
/// <param name="Kind">What becomes of its result.</param>
/// <param name="Result">The type of its result, or null when it has none.</param>
internal sealed record UserEventCall(
    string Target, string? Payload, bool AllowsNull, string Arguments, bool IsAwaited, UserEventResultKind Kind, string? Result);
