// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>A part of a filter: its type, known before any connection is looked at, its value, and its text, which only error messages ask for.</summary>
internal sealed record FilterExpression(FilterType Type, Func<string> Text, Func<FilterTarget, object?> Evaluate)
{
    public bool Is(FilterTarget target) => Evaluate(target) is true;

    public FilterExpression Expect(FilterType type, Func<string> text) =>
        Type == type ? this : throw FilterException.Type(text(), Type, type);

    /// <summary>For functions: a value of the type, or null in its place.</summary>
    public FilterExpression ExpectOrNull(FilterType type, Func<string> text) => Type == FilterType.Null ? this : Expect(type, text);
}
