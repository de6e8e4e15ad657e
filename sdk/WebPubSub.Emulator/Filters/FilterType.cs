// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>The types of values in a filter. See docs/protocols/rest-api.md#104-types-and-evaluation.</summary>
internal enum FilterType
{
    Null,
    Bool,
    Int,
    String,
    Collection,
}
