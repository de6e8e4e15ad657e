// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>The exception for an endpoint that can't be reached. It replaces the exceptions of all attempts, which Azure.Core throws.</summary>
internal static class UnreachableEndpoint
{
    // These errors occur before the request is sent. After any later error, the service may have processed the request.
    private static bool IsConnecting(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>Returns an exception that describes the unreachable endpoint, or null if the original exception has another cause.</summary>
    public static RequestFailedException? Describe(Exception exception, Uri endpoint)
    {
        Exception[] attempts = exception is AggregateException all ? [.. all.InnerExceptions] : [exception];
        if (attempts.Length == 0 || !Array.TrueForAll(attempts, attempt => attempt is RequestFailedException { Status: 0, InnerException: HttpRequestException { HttpRequestError: var error } } && IsConnecting(error)))
        {
            return null;
        }

        string tries = attempts.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" after {attempts.Length} attempts") : "";
        string? advice = ((HttpRequestException)attempts[^1].InnerException!).HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => Explanation.FailedTls(endpoint, attempts[^1]),
            HttpRequestError.NameResolutionError => Explanation.UnknownHost(endpoint),
            HttpRequestError.ConnectionError => Explanation.NotRunning(endpoint),
            _ => "Check the settings of the proxy.",
        };
        return new RequestFailedException(0, $"{endpoint.AbsoluteUri} can't be reached{tries}: {attempts[^1].GetBaseException().Message.TrimEnd('.')}. {advice}", exception);
    }
}
