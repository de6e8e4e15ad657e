// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.RegularExpressions;

namespace WebPubSub.Emulator.Permissions;

/// <summary>A pattern of group names in a role. See docs/protocols/rest-api.md#122-wildcard-patterns.</summary>
internal sealed class GroupPattern
{
    private const int MaxLength = 1024;
    private const int MaxAsterisks = 5;

    private readonly Regex _regex;

    private GroupPattern(string text, Regex regex, string? literal, bool isEverything)
    {
        Text = text;
        _regex = regex;
        Literal = literal;
        IsEverything = isEverything;
    }

    /// <summary>Gets the text of the pattern.</summary>
    public string Text { get; }

    /// <summary>Gets the only group name that matches, or <see langword="null"/> for a pattern with wildcards.</summary>
    public string? Literal { get; }

    public bool IsEverything { get; }

    /// <summary>Parses a pattern. Returns null for an invalid pattern, which the service skips.</summary>
    public static GroupPattern? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var regex = new StringBuilder(@"\A");
        var literal = new StringBuilder();
        int asterisks = 0;
        bool hasWildcards = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    if (++i == text.Length || text[i] is not ('*' or '?' or '\\'))
                    {
                        return null;
                    }

                    Append(text[i]);
                    break;
                case '?':
                    hasWildcards = true;
                    regex.Append("[^.]");
                    break;
                case '*':
                    hasWildcards = true;
                    int run = 1;
                    for (; i + 1 < text.Length && text[i + 1] == '*'; i++)
                    {
                        run++;
                    }

                    asterisks += run;
                    regex.Append(run == 1 ? "[^.]*" : ".*");
                    break;
                default:
                    Append(text[i]);
                    break;
            }
        }

        return asterisks > MaxAsterisks
            ? null
            : new GroupPattern(
                text,
                new Regex(regex.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant),
                hasWildcards ? null : literal.ToString(),
                text.Length > 1 && text.All(character => character == '*'));

        void Append(char character)
        {
            regex.Append(Regex.Escape(character.ToString()));
            literal.Append(character);
        }
    }

    public bool Matches(string group) => _regex.IsMatch(group);
}
