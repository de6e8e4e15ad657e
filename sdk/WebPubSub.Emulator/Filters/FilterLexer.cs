// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace WebPubSub.Emulator.Filters;

/// <summary>Splits a filter into tokens. See docs/protocols/rest-api.md#101-tokens.</summary>
internal sealed class FilterLexer(string filter)
{
    private int _position;

    public FilterToken Next()
    {
        while (_position < filter.Length && filter[_position] is ' ' or '\t')
        {
            _position++;
        }

        if (_position == filter.Length)
        {
            return new FilterToken(FilterTokenKind.End, "", _position);
        }

        char first = filter[_position];
        return first switch
        {
            '\'' => ReadString(),
            '(' or ')' or ',' => new FilterToken(FilterTokenKind.Sign, first.ToString(), ++_position),
            '-' => ReadNumber(),
            _ when char.IsAsciiDigit(first) => ReadNumber(),
            _ when char.IsAsciiLetter(first) || first is '_' or '$' or '@' => ReadIdentifier(),
            _ => throw SyntaxError(_position + 1),
        };
    }

    public FilterException SyntaxError(int position) => new(filter, $"Syntax error at position {position} in '{filter}'.");

    private FilterToken ReadString()
    {
        var text = new StringBuilder();
        for (_position++; _position < filter.Length; _position++)
        {
            if (filter[_position] != '\'')
            {
                text.Append(filter[_position]);
            }
            else if (_position + 1 < filter.Length && filter[_position + 1] == '\'')
            {
                text.Append(filter[_position++]);
            }
            else
            {
                return new FilterToken(FilterTokenKind.String, text.ToString(), ++_position);
            }
        }

        throw new FilterException(filter, $"There is an unterminated string literal at position {filter.Length} in '{filter}'.");
    }

    private FilterToken ReadNumber()
    {
        int start = _position++;
        while (_position < filter.Length && (char.IsAsciiLetterOrDigit(filter[_position]) || filter[_position] == '.'))
        {
            _position++;
        }

        string text = filter[start.._position];
        if (text == "-")
        {
            throw SyntaxError(_position);
        }

        bool isInteger = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return new FilterToken(isInteger ? FilterTokenKind.Integer : FilterTokenKind.Unsupported, text, _position);
    }

    private FilterToken ReadIdentifier()
    {
        int start = _position++;
        while (_position < filter.Length && (char.IsAsciiLetterOrDigit(filter[_position]) || filter[_position] is '_' or '.' or '/'))
        {
            _position++;
        }

        if (_position < filter.Length && filter[_position] == '\'')
        {
            throw SyntaxError(_position); // an identifier directly before a quote is the prefix of a typed literal
        }

        return new FilterToken(FilterTokenKind.Identifier, filter[start.._position], _position);
    }
}
