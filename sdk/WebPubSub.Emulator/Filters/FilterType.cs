// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>The kinds of values in a filter. REST API reference, section 10.4.</summary>
internal enum FilterType
{
    Null,
    Bool,
    Int,
    String,
    Collection,
}
