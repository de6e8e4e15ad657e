// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>A part of a filter.</summary>
/// <param name="Type">The type of its value, which does not depend on the connection.</param>
/// <param name="Text">Returns its text, for error messages.</param>
/// <param name="Evaluate">Returns its value for a connection.</param>
/// <param name="IsConstant">Whether its value is the same for all connections.</param>
internal sealed record FilterExpression(FilterType Type, Func<string> Text, Func<FilterTarget, object?> Evaluate, bool IsConstant = false)
{
    public bool Is(FilterTarget target) => Evaluate(target) is true;

    public FilterExpression Expect(FilterType type, Func<string> text) =>
        Type == type ? this : throw FilterException.Type(text(), Type, type);

    /// <summary>Throws if the argument of a function has neither the type nor the type of null.</summary>
    public FilterExpression ExpectOrNull(FilterType type, Func<string> text) => Type == FilterType.Null ? this : Expect(type, text);
}
