// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>A token of a filter, and the position after its end.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int End)
{
    public bool IsWord(string word) => Kind == FilterTokenKind.Identifier && Text == word; // keywords are lower case only

    public bool IsSign(char sign) => Kind == FilterTokenKind.Sign && Text[0] == sign;
}
