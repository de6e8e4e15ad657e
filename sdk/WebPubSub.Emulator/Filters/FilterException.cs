// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>The exception for an invalid filter. See docs/protocols/rest-api.md#106-errors.</summary>
internal sealed class FilterException(string expression, string detail)
    : Exception($"Invalid syntax for '{expression}': {detail} (Parameter 'filter')")
{
    public static FilterException Type(string expression, FilterType actual, FilterType expected) =>
        new(expression, $"Type '{Name(actual)}', expect '{Name(expected)}'.");

    public static FilterException NotSupported(string filter, string token) => new(filter, $"Token '{token}' is not supported.");

    private static string Name(FilterType type) => type.ToString().ToLowerInvariant();
}
