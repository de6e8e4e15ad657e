// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>Advice for the reader of an exception: how to correct a request that the service rejected.</summary>
internal static class ErrorHint
{
    public static string? For(Response response, TimeSpan maxDelay, TimeProvider time) => response.Status switch
    {
        401 => "The service did not accept the token: check that the access key is a current key of this endpoint, and this machine's clock. "
            + "With an Entra ID identity, check that its tenant is the resource's.",
        403 => "The identity has no permission: give it the role 'Web PubSub Service Owner' on the resource.",
        404 when !response.Headers.Contains("x-ms-error-code") =>
            "The address is not known there: check that the endpoint is that of a Web PubSub resource, without a path.",
        413 => "The message is too large: the service takes 1 MB.",
        429 or 503 => DescribeThrottling(response, maxDelay, time),
        _ when RetryAfter.Read(response, time) > maxDelay => DescribeThrottling(response, maxDelay, time),
        _ => null,
    };

    private static string? DescribeThrottling(Response response, TimeSpan maxDelay, TimeProvider time)
    {
        string what = response.Status == 429 ? "The service is throttling" : "The service is not available";
        return RetryAfter.Read(response, time) switch
        {
            null when response.Status != 429 => null,
            null => what + ": try again later.",
            { } delay => $"{what}: try again in {Seconds(delay)} s."
                + (delay > maxDelay ? $" The client did not wait, because that is longer than Retry.MaxDelay ({Seconds(maxDelay)} s)." : ""),
        };
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
