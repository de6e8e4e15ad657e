// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Filters;

namespace WebPubSub.Emulator.Rest;

/// <summary>The filter of a call. REST API reference, section 10.</summary>
internal static class RestFilter
{
    /// <summary>Reads it, or tells why it is refused; an absent or empty one chooses everyone.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="target">What the service calls it in an error.</param>
    public static (FilterExpression? Filter, RestResult? Refusal) Read(string? text, string target)
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
