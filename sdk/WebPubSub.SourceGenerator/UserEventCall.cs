// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>The data for the generated call of a method with <c>[UserEvent]</c>.</summary>
/// <param name="Target">The expression for the method in the hub.</param>
/// <param name="Payload">The type of the payload parameter, or null if the method has none.</param>
/// <param name="AllowsNull">Whether the payload can be a JSON null.</param>
/// <param name="Arguments">The arguments, in the order of the parameters.</param>
/// <param name="IsAwaited">Whether the method returns a task.</param>
/// <param name="Kind">The kind of the result.</param>
/// <param name="Result">The type of the result, or null if the method has none.</param>
internal sealed record UserEventCall(
    string Target, string? Payload, bool AllowsNull, string Arguments, bool IsAwaited, UserEventResultKind Kind, string? Result);
