// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>A chain of operators with the same precedence, from left to right. It is flat, because a filter in a body can have thousands of operators.</summary>
internal sealed class FilterChain(FilterExpression first)
{
    private readonly List<(string Word, Func<string> Text, Func<object?, FilterTarget, object?> Apply)> _steps = [];

    public FilterType Type => _steps.Count == 0 ? first.Type : FilterType.Bool;

    /// <summary>Returns the text of the chain with one more operator.</summary>
    public Func<string> TextWith(string word, Func<string> operand) => () => $"{Text()} {word} {operand()}";

    /// <summary>Adds an operator, with the function that applies it to the value on its left.</summary>
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
