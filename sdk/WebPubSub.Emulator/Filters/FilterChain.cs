// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>Operators of one rank, from left to right. As flat as they are written: a filter in a body may have many thousands of them.</summary>
internal sealed class FilterChain(FilterExpression first)
{
    private readonly List<(string Word, Func<string> Text, Func<object?, FilterTarget, object?> Apply)> _steps = [];

    public FilterType Type => _steps.Count == 0 ? first.Type : FilterType.Bool;

    /// <summary>What it reads as with one operator more.</summary>
    public Func<string> TextWith(string word, Func<string> operand) => () => $"{Text()} {word} {operand()}";

    /// <summary>Adds an operator, and what it makes of the value to its left.</summary>
    public void Add(string word, Func<string> operand, Func<object?, FilterTarget, object?> apply) => _steps.Add((word, operand, apply));

    public void Expect(FilterType type, Func<string> text)
    {
        if (Type != type)
        {
            throw FilterException.Type(text(), Type, type);
        }
    }

    public FilterExpression ToExpression() => _steps.Count == 0 ? first : new FilterExpression(FilterType.Bool, Text, Evaluate);

    private string Text() => string.Concat(_steps.Select(step => $" {step.Word} {step.Text()}").Prepend(first.Text()));

    private object? Evaluate(FilterTarget target)
    {
        object? value = first.Evaluate(target);
        foreach ((_, _, Func<object?, FilterTarget, object?> apply) in _steps)
        {
            value = apply(value, target);
        }

        return value;
    }
}
