// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Emulator.Filters;

/// <summary>Parses a filter and checks its types. See docs/protocols/rest-api.md#102-precedence to #104-types-and-evaluation and #107-limits.</summary>
internal sealed class FilterParser
{
    // The parser of the service allows 100 nested calls. The number of calls per nesting level was measured.
    private const int MaxDepth = 100;
    private const int ParenthesisCost = 9;
    private const int OperandCost = 8;

    private readonly FilterLexer _lexer;
    private readonly string _filter;
    private FilterToken _token;
    private FilterException? _fault; // a semantic error, which is thrown only if the whole syntax is valid
    private int _depth;

    private FilterParser(string filter)
    {
        _filter = filter;
        _lexer = new FilterLexer(filter);
        _token = _lexer.Next();
    }

    public static FilterExpression Parse(string filter)
    {
        var parser = new FilterParser(filter);
        FilterExpression expression = parser.ReadOr();
        if (parser._token.Kind != FilterTokenKind.End)
        {
            throw parser.SyntaxError();
        }

        parser.RunCheck(() => expression.Expect(FilterType.Bool, expression.Text));
        return parser._fault is null ? expression : throw parser._fault;
    }

    private FilterExpression ReadOr() => ReadLogical("or", ReadAnd, (left, right) => left | right);

    private FilterExpression ReadAnd() => ReadLogical("and", ReadComparison, (left, right) => left & right);

    private FilterExpression ReadLogical(string word, Func<FilterExpression> readOperand, Func<bool, bool, bool> combine)
    {
        var chain = new FilterChain(readOperand());
        while (_token.IsWord(word))
        {
            Advance();
            FilterExpression right = readOperand();
            Func<string> text = chain.TextWith(word, right.Text);
            RunCheck(() => chain.Expect(FilterType.Bool, text));
            RunCheck(() => right.Expect(FilterType.Bool, text));
            chain.Add(word, right.Text, (left, target) => combine(left is true, right.Is(target)));
        }

        return chain.ToExpression();
    }

    private FilterExpression ReadComparison()
    {
        var chain = new FilterChain(ReadUnary());
        while (_token.Kind == FilterTokenKind.Identifier && _token.Text is "eq" or "ne" or "gt" or "ge" or "lt" or "le")
        {
            string word = Advance().Text;
            FilterExpression right = ReadUnary();
            if (word is not ("eq" or "ne") && chain.Type != FilterType.Null && right.Type != FilterType.Null)
            {
                Func<string> text = chain.TextWith(word, right.Text);
                RunCheck(() => chain.Expect(FilterType.Int, text));
                RunCheck(() => right.Expect(FilterType.Int, text));
            }

            chain.Add(word, right.Text, (left, target) => Compare(left, word, right.Evaluate(target)));
        }

        return chain.ToExpression();
    }

    private static bool Compare(object? left, string word, object? right) => word switch
    {
        "eq" => AreEqual(left, right),
        "ne" => !AreEqual(left, right),
        _ => left is int l && right is int r && word switch
        {
            "gt" => l > r,
            "ge" => l >= r,
            "lt" => l < r,
            _ => l <= r,
        },
    };

    // Values of different types are unequal. A collection is unequal to all values.
    private static bool AreEqual(object? left, object? right) => left switch
    {
        null => right is null,
        string text => right is string other && string.Equals(text, other, StringComparison.Ordinal),
        int or bool => left.Equals(right),
        _ => false,
    };

    // A list of receivers can be long and is usually constant, and each connection is compared with it. A set makes this fast.
    private static Func<object?, FilterTarget, object?> CreateContains(List<FilterExpression> items)
    {
        if (items.Exists(item => !item.IsConstant))
        {
            return (left, target) => items.Exists(item => AreEqual(left, item.Evaluate(target)));
        }

        HashSet<object?> values = [.. items.Select(item => item.Evaluate(null!))];
        return (left, _) => values.Contains(left);
    }

    private FilterExpression ReadUnary()
    {
        if (!_token.IsWord("not"))
        {
            return ReadMember();
        }

        Advance();
        _depth++;
        CheckDepth(_depth + OperandCost);
        FilterExpression operand = ReadUnary();
        _depth--;
        string Text() => $"not {operand.Text()}";
        RunCheck(() => operand.Expect(FilterType.Bool, Text));
        return new FilterExpression(FilterType.Bool, Text, target => !operand.Is(target));
    }

    private FilterExpression ReadMember()
    {
        var chain = new FilterChain(ReadPrimary());
        while (_token.IsWord("in"))
        {
            Advance();
            if (_token.IsSign('('))
            {
                List<FilterExpression> items = ReadList(skipEmpty: true);
                chain.Add("in", () => $"({string.Join(",", items.Select(item => item.Text()))})", CreateContains(items));
            }
            else
            {
                FilterExpression right = ReadPrimary();
                Func<string> text = chain.TextWith("in", right.Text);
                RunCheck(() => right.Expect(FilterType.Collection, text));
                chain.Add("in", right.Text, (left, target) => left is string item && ((IReadOnlySet<string>)right.Evaluate(target)!).Contains(item));
            }
        }

        return chain.ToExpression();
    }

    private List<FilterExpression> ReadList(bool skipEmpty)
    {
        Enter();
        var items = new List<FilterExpression>();
        Advance(); // the opening parenthesis
        while (!_token.IsSign(')'))
        {
            if (skipEmpty && _token.IsSign(','))
            {
                Advance();
                continue;
            }

            items.Add(ReadOr());
            if (_token.IsSign(','))
            {
                Advance();
            }
            else if (!_token.IsSign(')'))
            {
                throw SyntaxError();
            }
        }

        Advance();
        Leave();
        return items;
    }

    private FilterExpression ReadPrimary()
    {
        if (_token.IsSign('('))
        {
            Enter();
            Advance();
            FilterExpression inner = ReadOr();
            if (!_token.IsSign(')'))
            {
                throw SyntaxError();
            }

            Advance();
            Leave();
            return inner;
        }

        FilterToken token = _token;
        switch (token.Kind)
        {
            case FilterTokenKind.String:
                Advance();
                return Constant(FilterType.String, token.Text, $"'{token.Text.Replace("'", "''", StringComparison.Ordinal)}'");
            case FilterTokenKind.Integer:
                Advance();
                return Constant(FilterType.Int, int.Parse(token.Text, CultureInfo.InvariantCulture), token.Text);
            case FilterTokenKind.Unsupported: // an integer over 32 bits, a decimal, a date ...
                Advance();
                return NotSupported(token.Text);
            case FilterTokenKind.Identifier when !IsOperator(token.Text):
                Advance();
                return _token.IsSign('(') && IsFollowedByParenthesis(token) ? ReadCall(token.Text) : Named(token.Text);
            default:
                throw SyntaxError();
        }
    }

    private FilterExpression ReadCall(string name)
    {
        FilterException? before = _fault;
        List<FilterExpression> arguments = ReadList(skipEmpty: false);
        string Text() => $"{name}({string.Join(",", arguments.Select(argument => argument.Text()))})";
        if (!FilterFunctions.IsKnown(name))
        {
            _fault = before; // the error of the function precedes the errors of its arguments
            return NotSupported(Text());
        }

        FilterExpression call = Placeholder(Text);
        RunCheck(() => call = FilterFunctions.Create(name, arguments));
        return call;
    }

    // Only the first semantic error counts. After it, the parser checks only the syntax.
    private void RunCheck(Action check)
    {
        if (_fault is not null)
        {
            return;
        }

        try
        {
            check();
        }
        catch (FilterException exception)
        {
            _fault = exception;
        }
    }

    private FilterExpression NotSupported(string text)
    {
        _fault ??= FilterException.NotSupported(_filter, text);
        return Placeholder(() => text);
    }

    private static FilterExpression Placeholder(Func<string> text) => new(FilterType.Null, text, _ => null);

    private bool IsFollowedByParenthesis(FilterToken name) => _filter[name.End] == '(';

    private static bool IsOperator(string word) => word is "and" or "or" or "not" or "in" or "eq" or "ne" or "gt" or "ge" or "lt" or "le";

    private FilterExpression Named(string name) => name switch
    {
        "null" => Constant(FilterType.Null, null, name),
        "true" => Constant(FilterType.Bool, true, name),
        "false" => Constant(FilterType.Bool, false, name),
        _ when Is(name, "userId") => new FilterExpression(FilterType.String, () => name, target => target.UserId),
        _ when Is(name, "connectionId") => new FilterExpression(FilterType.String, () => name, target => target.ConnectionId),
        _ when Is(name, "protocol") => new FilterExpression(FilterType.String, () => name, target => target.Protocol),
        _ when Is(name, "groups") => new FilterExpression(FilterType.Collection, () => name, target => target.Groups),
        _ => NotSupported(name),
    };

    private static bool Is(string name, string property) => name.Equals(property, StringComparison.OrdinalIgnoreCase);

    private static FilterExpression Constant(FilterType type, object? value, string text) => new(type, () => text, _ => value, IsConstant: true);

    private FilterToken Advance()
    {
        FilterToken current = _token;
        _token = _lexer.Next();
        return current;
    }

    private void Enter()
    {
        _depth += ParenthesisCost;
        CheckDepth(_depth);
    }

    private void Leave() => _depth -= ParenthesisCost;

    private void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FilterException(_filter, "Recursion depth exceeded allowed limit.");
        }
    }

    private FilterException SyntaxError() => _lexer.SyntaxError(_token.End);
}
