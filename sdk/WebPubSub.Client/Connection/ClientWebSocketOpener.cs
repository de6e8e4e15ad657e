// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.WebSockets;

namespace WebPubSub.Client.Connection;

/// <summary>The opener of a <see cref="ClientWebSocket"/> with the options of the client. Its exceptions explain a rejection by the service.</summary>
internal sealed class ClientWebSocketOpener(WebPubSubClientOptions options)
{
    public async Task<WebSocket> OpenAsync(Uri uri, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            Configure(socket.Options);
            await ConnectAsync(socket, uri, timeout, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Configure(ClientWebSocketOptions socket)
    {
        socket.AddSubProtocol(options.Protocol.Name);
        if (!OperatingSystem.IsBrowser())
        {
            socket.CollectHttpResponseDetails = true;
        }

        options.ConfigureWebSocket?.Invoke(socket);
    }

    private async Task ConnectAsync(ClientWebSocket socket, Uri uri, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(uri, linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested
                ? new ConnectFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} did not answer within {timeout.TotalSeconds} s."), innerException: exception)
                : Explain(uri, FindStatus(socket), BearerChallenge.FindDescription(socket), exception);
        }
    }

    private static int? FindStatus(ClientWebSocket socket) =>
        OperatingSystem.IsBrowser() || socket.HttpStatusCode is 0 or HttpStatusCode.SwitchingProtocols ? null : (int)socket.HttpStatusCode;

    private static ConnectFailedException Explain(Uri uri, int? status, string? description, Exception exception) => status switch
    {
        null => new ConnectFailedException($"{uri.Authority} can't be reached: {exception.GetBaseException().Message.TrimEnd('.')}. {FindAdvice(uri, exception)}".TrimEnd(), innerException: exception),
        401 when description is not null => new ConnectFailedException($"{uri.Authority} rejected the connection (401). {description}", status, exception),
        401 => new ConnectFailedException(
            $"{uri.Authority} rejected the connection (401). Check the access token (its key, hub and expiry), and the event handler of the hub, which may have rejected the connection.",
            status,
            exception),
        403 => new ConnectFailedException(
            $"{uri.Authority} rejected the connection (403). Check the event handler, which may have rejected it, and the network rules of the resource.", status, exception),
        404 => new ConnectFailedException(
            $"{uri.Authority} rejected the connection (404). {Explanation.ClientNotFound}",
            status,
            exception),
        _ => new ConnectFailedException(string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} rejected the connection ({status})."), status, exception),
    };

    private static string? FindAdvice(Uri uri, Exception exception) => (exception.InnerException as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => Explanation.FailedTls(uri, exception),
        HttpRequestError.NameResolutionError => Explanation.UnknownHost(uri),
        HttpRequestError.ConnectionError => Explanation.NotRunning(uri),
        _ => null,
    };
}
