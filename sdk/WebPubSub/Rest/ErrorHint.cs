// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>Advice in exception messages: how to correct a request that the service rejected.</summary>
internal static class ErrorHint
{
    private const int MaxMessageBytes = 1024 * 1024;

    public static string? For(Response response, string? message, TimeSpan maxDelay, TimeProvider time) => response.Status switch
    {
        401 when FindDescription(response) is { } description && description.EndsWith('.') => description,
        401 => (FindDescription(response) ?? "The service rejected the token") + ". Check that the access key is a current key of this endpoint, and check the clock of this machine. "
            + "A Microsoft Entra ID identity must belong to the tenant of the resource.",
        403 => "The service rejected the caller. Give the identity the role 'Web PubSub Service Owner' on the resource, and check the network rules of the resource.",
        404 when !response.Headers.Contains("x-ms-error-code") =>
            "The server does not know this path. Check that the endpoint is the address of a Web PubSub resource, without a path.",
        413 => Explanation.MessageTooBig(MaxMessageBytes),
        400 when message?.Contains("Content-Length", StringComparison.Ordinal) == true => Explanation.MessageTooBig(MaxMessageBytes),
        429 or 503 => DescribeThrottling(response, maxDelay, time),
        _ when RetryAfter.Read(response, time) > maxDelay => DescribeThrottling(response, maxDelay, time),
        _ => null,
    };

    // The service explains the rejection of a token.
    private static string? FindDescription(Response response) =>
        response.Headers.TryGetValue("WWW-Authenticate", out string? header) ? BearerChallenge.FindDescription(header) : null;

    private static string? DescribeThrottling(Response response, TimeSpan maxDelay, TimeProvider time)
    {
        string what = response.Status == 429 ? "The service throttles requests" : "The service is unavailable";
        return RetryAfter.Read(response, time) switch
        {
            null when response.Status != 429 => null,
            null => what + ". Try again later.",
            { } delay => $"{what}. Try again in {Seconds(delay)} s."
                + (delay > maxDelay ? $" The client did not wait, because the delay is longer than Retry.MaxDelay ({Seconds(maxDelay)} s)." : ""),
        };
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
