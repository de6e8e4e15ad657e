// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>
/// The functions of filters. Comparisons are ordinal. For null arguments, a function returns null or false; <c>indexof</c> returns -1, and <c>concat</c>
/// returns the other argument. See docs/protocols/rest-api.md#104-types-and-evaluation.
/// </summary>
internal static class FilterFunctions
{
    private static readonly string[] Names = ["length", "tolower", "toupper", "trim", "contains", "startswith", "endswith", "indexof", "concat", "substring"];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.Ordinal);

    public static FilterExpression Create(string name, List<FilterExpression> arguments)
    {
        string Text() => $"{name}({string.Join(",", arguments.Select(argument => argument.Text()))})";
        return name switch
        {
            "length" => Length(Text, Take(Text, arguments, 1)),
            "tolower" => Change(Text, Take(Text, arguments, 1), value => value.ToLowerInvariant()),
            "toupper" => Change(Text, Take(Text, arguments, 1), value => value.ToUpperInvariant()),
            "trim" => Change(Text, Take(Text, arguments, 1), value => value.Trim()),
            "contains" => Search(Text, Take(Text, arguments, 2), (value, part) => value.Contains(part, StringComparison.Ordinal)),
            "startswith" => Search(Text, Take(Text, arguments, 2), (value, part) => value.StartsWith(part, StringComparison.Ordinal)),
            "endswith" => Search(Text, Take(Text, arguments, 2), (value, part) => value.EndsWith(part, StringComparison.Ordinal)),
            "indexof" => IndexOf(Text, Take(Text, arguments, 2)),
            "concat" => Concat(Text, Take(Text, arguments, 2)),
            "substring" => Substring(Text, Take(Text, arguments, 2, 3)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The function is unknown."),
        };
    }

    private static List<FilterExpression> Take(Func<string> text, List<FilterExpression> arguments, params int[] counts) =>
        counts.Contains(arguments.Count) ? arguments : throw new FilterException(text(), "Invalid token.");

    private static FilterExpression Length(Func<string> text, List<FilterExpression> arguments)
    {
        FilterExpression argument = arguments[0];
        if (argument.Type != FilterType.Collection)
        {
            argument.ExpectOrNull(FilterType.String, text);
        }

        return new FilterExpression(FilterType.Int, text, target => argument.Evaluate(target) switch
        {
            string value => value.Length,
            IReadOnlySet<string> values => values.Count,
            _ => null,
        });
    }

    private static FilterExpression Change(Func<string> text, List<FilterExpression> arguments, Func<string, string> change)
    {
        FilterExpression argument = arguments[0].ExpectOrNull(FilterType.String, text);
        return new FilterExpression(FilterType.String, text, target => argument.Evaluate(target) is string value ? change(value) : null);
    }

    private static FilterExpression Search(Func<string> text, List<FilterExpression> arguments, Func<string, string, bool> isFound)
    {
        (FilterExpression value, FilterExpression part) = Strings(text, arguments);
        return new FilterExpression(
            FilterType.Bool, text, target => value.Evaluate(target) is string v && part.Evaluate(target) is string p && isFound(v, p));
    }

    private static FilterExpression IndexOf(Func<string> text, List<FilterExpression> arguments)
    {
        (FilterExpression value, FilterExpression part) = Strings(text, arguments);
        return new FilterExpression(
            FilterType.Int,
            text,
            target => value.Evaluate(target) is string v && part.Evaluate(target) is string p ? v.IndexOf(p, StringComparison.Ordinal) : -1);
    }

    private static FilterExpression Concat(Func<string> text, List<FilterExpression> arguments)
    {
        (FilterExpression left, FilterExpression right) = Strings(text, arguments);
        return new FilterExpression(FilterType.String, text, target =>
        {
            string? l = left.Evaluate(target) as string;
            string? r = right.Evaluate(target) as string;
            return l is null ? r : r is null ? l : l + r;
        });
    }

    private static FilterExpression Substring(Func<string> text, List<FilterExpression> arguments)
    {
        FilterExpression value = arguments[0].ExpectOrNull(FilterType.String, text);
        foreach (FilterExpression number in arguments.Skip(1))
        {
            number.ExpectOrNull(FilterType.Int, text);
        }

        return new FilterExpression(FilterType.String, text, target =>
        {
            string? v = value.Evaluate(target) as string;
            int start = arguments[1].Evaluate(target) as int? ?? -1;
            if (v is null || start < 0 || start > v.Length)
            {
                return null;
            }

            int length = arguments.Count == 3 ? arguments[2].Evaluate(target) as int? ?? -1 : v.Length - start;
            return length < 0 || length > v.Length - start ? null : v.Substring(start, length);
        });
    }

    private static (FilterExpression First, FilterExpression Second) Strings(Func<string> text, List<FilterExpression> arguments) =>
        (arguments[0].ExpectOrNull(FilterType.String, text), arguments[1].ExpectOrNull(FilterType.String, text));
}
