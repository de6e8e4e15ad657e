// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>The kinds of tokens in a filter.</summary>
internal enum FilterTokenKind
{
    Identifier,
    String,
    Integer,
    Unsupported,
    Sign,
    End,
}
