// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>The delay that the service requests before the next request.</summary>
internal static class RetryAfter
{
    /// <summary>Returns the delay from the headers of a response, which contain milliseconds, seconds or a date. Returns null if there is no such header.</summary>
    public static TimeSpan? Read(Response response, TimeProvider time) =>
        ReadNumber(response, "retry-after-ms") is { } milliseconds ? FromSeconds(milliseconds / 1000)
        : ReadNumber(response, "x-ms-retry-after-ms") is { } others ? FromSeconds(others / 1000)
        : ReadNumber(response, "Retry-After") is { } seconds ? FromSeconds(seconds)
        : response.Headers.TryGetValue("Retry-After", out string? text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? Max(date - time.GetUtcNow(), TimeSpan.Zero)
            : null;

    private static TimeSpan Max(TimeSpan first, TimeSpan second) => first > second ? first : second;

    private static TimeSpan FromSeconds(double seconds) => seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;

    private static double? ReadNumber(Response response, string header) =>
        response.Headers.TryGetValue(header, out string? text) && double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out double number) ? number : null;
}
