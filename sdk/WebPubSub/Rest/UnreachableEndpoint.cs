// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;

namespace WebPubSub.Rest;

/// <summary>Says in one exception that an endpoint can't be reached. Azure.Core throws the exceptions of all attempts.</summary>
internal static class UnreachableEndpoint
{
    private const int EmulatorPort = 8080;

    // Before the request was sent: later, the service may have carried it out.
    private static bool IsConnecting(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>Returns the exception to throw in place of another; null when that one says something else.</summary>
    public static RequestFailedException? Describe(Exception exception, Uri endpoint)
    {
        Exception[] attempts = exception is AggregateException all ? [.. all.InnerExceptions] : [exception];
        if (attempts.Length == 0 || !Array.TrueForAll(attempts, attempt => attempt is RequestFailedException { Status: 0, InnerException: HttpRequestException { HttpRequestError: var error } } && IsConnecting(error)))
        {
            return null;
        }

        string tries = attempts.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" after {attempts.Length} attempts") : "";
        string advice = endpoint is { IsLoopback: true, Port: EmulatorPort }
            ? " Is the emulator running? Start it with 'webpubsub-emulator', or with AddWebPubSubEmulator() in the application."
            : " Check the endpoint of the connection string, the network, and the firewall of the resource.";
        return new RequestFailedException(0, $"{endpoint.AbsoluteUri} can't be reached{tries}: {attempts[^1].GetBaseException().Message.TrimEnd('.')}.{advice}", exception);
    }
}
