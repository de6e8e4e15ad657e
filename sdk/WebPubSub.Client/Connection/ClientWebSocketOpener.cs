// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.WebSockets;

namespace WebPubSub.Client.Connection;

/// <summary>Opens a <see cref="ClientWebSocket"/> with the options of the client, and explains why the service rejects one.</summary>
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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(uri, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested
                ? new ConnectFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} did not answer within {timeout.TotalSeconds} s."), innerException: exception)
                : Explain(uri, FindStatus(socket), exception);
        }
    }

    private static int? FindStatus(ClientWebSocket socket) =>
        OperatingSystem.IsBrowser() || socket.HttpStatusCode is 0 or HttpStatusCode.SwitchingProtocols ? null : (int)socket.HttpStatusCode;

    private static ConnectFailedException Explain(Uri uri, int? status, Exception exception) => status switch
    {
        null => new ConnectFailedException($"{uri.Authority} could not be reached: {exception.GetBaseException().Message}", innerException: exception),
        401 => new ConnectFailedException(
            $"{uri.Authority} rejected the connection (401). The access token is missing, expired, for another hub or signed with another key, or the event handler rejected the connection.",
            status,
            exception),
        403 => new ConnectFailedException(
            $"{uri.Authority} rejected the connection (403). Check the event handler, which may have rejected it, and the network rules of the resource.", status, exception),
        404 => new ConnectFailedException($"{uri.Authority} has no such hub, or it is not a Web PubSub endpoint (404). Check the client access URI.", status, exception),
        _ => new ConnectFailedException(string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} rejected the connection ({status})."), status, exception),
    };
}
