// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>What a reader of the log at night can do about a refused call.</summary>
internal static class ErrorHint
{
    public static string? For(Response response) => response.Status switch
    {
        401 => "The service did not accept the token: check that the access key is a current key of this endpoint, and this machine's clock. "
            + "With an Entra ID identity, check that its tenant is the resource's.",
        403 => "The identity lacks the right: give it the role 'Web PubSub Service Owner' on the resource.",
        404 when !response.Headers.Contains("x-ms-error-code") =>
            "The address is not known there: check that the endpoint is that of a Web PubSub resource, without a path.",
        413 => "The message is too large: the service takes 1 MB.",
        429 => RetryAfter(response) is { } delay
            ? $"The service is throttling: try again in {delay.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s."
            : "The service is throttling: try again later.",
        _ => null,
    };

    private static TimeSpan? RetryAfter(Response response)
    {
        if (ReadNumber(response, "retry-after-ms") is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return ReadNumber(response, "Retry-After") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static int? ReadNumber(Response response, string header) =>
        response.Headers.TryGetValue(header, out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
