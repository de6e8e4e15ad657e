// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Filters;

namespace WebPubSub.Emulator.Rest;

/// <summary>The filter of a REST call. See docs/protocols/rest-api.md#10-filter-language.</summary>
internal static class RestFilter
{
    /// <summary>Parses a filter, or returns the error answer. A missing or empty filter selects all connections.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="target">The name of the filter in an error answer of the service.</param>
    public static (FilterExpression? Filter, RestResult? Rejection) Read(string? text, string target)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (null, null);
        }

        try
        {
            return (FilterParser.Parse(text), null);
        }
        catch (FilterException exception)
        {
            return (null, RestResult.Problem(exception.Message, target));
        }
    }
}
