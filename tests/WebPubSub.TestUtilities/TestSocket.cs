// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WebPubSub.TestUtilities;

/// <summary>A WebSocket client that sends and receives literal frames.</summary>
public sealed class TestSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public string? Subprotocol => _socket.SubProtocol;

    public WebSocketState State => _socket.State;

    public string? CloseReason => $"{_socket.CloseStatus} {_socket.CloseStatusDescription}";

    public static async Task<TestSocket> ConnectAsync(Uri uri, params string[] subprotocols)
    {
        var socket = new TestSocket();
        foreach (string subprotocol in subprotocols)
        {
            socket._socket.Options.AddSubProtocol(subprotocol);
        }

        socket._socket.Options.CollectHttpResponseDetails = true;
        await socket._socket.ConnectAsync(uri, CancellationToken.None).WithTimeoutAsync("the handshake");
        return socket;
    }

    /// <summary>Connects with <c>json.webpubsub.azure.v1</c> and reads the connected message.</summary>
    public static async Task<(TestSocket Socket, string ConnectionId)> ConnectJsonAsync(Uri uri)
    {
        TestSocket socket = await ConnectAsync(uri, "json.webpubsub.azure.v1");
        JsonElement connected = await socket.ReceiveJsonAsync();
        return (socket, connected.GetProperty("connectionId").GetString()!);
    }

    /// <summary>Connects with <c>json.reliable.webpubsub.azure.v1</c> and reads the connected message.</summary>
    public static async Task<(TestSocket Socket, string ConnectionId, string ReconnectionToken)> ConnectReliableAsync(Uri uri)
    {
        TestSocket socket = await ConnectAsync(uri, "json.reliable.webpubsub.azure.v1");
        JsonElement connected = await socket.ReceiveJsonAsync();
        return (socket, connected.GetProperty("connectionId").GetString()!, connected.GetProperty("reconnectionToken").GetString()!);
    }

    /// <summary>Sends a ping and reads until the pong. The pong follows all messages that the service sent before it handled the ping.</summary>
    public async Task DrainAsync()
    {
        await SendTextAsync("""{"type":"ping"}""");
        while (!(await ReceiveTextAsync()).Contains("pong", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Tries to connect and returns the HTTP status of the rejected handshake.</summary>
    public static async Task<int> ConnectRejectedAsync(Uri uri, params string[] subprotocols)
    {
        using var socket = new TestSocket();
        foreach (string subprotocol in subprotocols)
        {
            socket._socket.Options.AddSubProtocol(subprotocol);
        }

        socket._socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket._socket.ConnectAsync(uri, CancellationToken.None).WithTimeoutAsync("the handshake");
        }
        catch (WebSocketException)
        {
            return (int)socket._socket.HttpStatusCode;
        }

        throw new InvalidOperationException("The handshake was not refused.");
    }

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    /// <summary>Sends the bytes in a text frame, even if they are not valid UTF-8.</summary>
    public Task SendBytesAsTextAsync(byte[] bytes) => SendAsync(bytes, WebSocketMessageType.Text);

    public Task SendBinaryAsync(byte[] bytes) => SendAsync(bytes, WebSocketMessageType.Binary);

    public async Task<(WebSocketMessageType Type, byte[] Bytes)> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult result =
                await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None).WithTimeoutAsync("a message");
            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage || result.MessageType == WebSocketMessageType.Close)
            {
                return (result.MessageType, message.ToArray());
            }
        }
    }

    public async Task<string> ReceiveTextAsync()
    {
        (WebSocketMessageType type, byte[] bytes) = await ReceiveAsync();
        return type == WebSocketMessageType.Text
            ? Encoding.UTF8.GetString(bytes)
            : throw new InvalidOperationException($"Expected a text message, got {type} {_socket.CloseStatus} {_socket.CloseStatusDescription}.");
    }

    public async Task<JsonElement> ReceiveJsonAsync() => JsonSerializer.Deserialize<JsonElement>(await ReceiveTextAsync());

    /// <summary>Reads until the close frame and returns its code and description.</summary>
    public async Task<(int Code, string Description)> ReceiveCloseAsync()
    {
        while ((await ReceiveAsync()).Type != WebSocketMessageType.Close)
        {
        }

        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription ?? "");
    }

    /// <summary>Sends a close frame and does not wait for the answer.</summary>
    public Task CloseOutputAsync(WebSocketCloseStatus status) =>
        _socket.CloseOutputAsync(status, null, CancellationToken.None).WithTimeoutAsync("the close to be written");

    public Task CloseAsync(WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure, string? description = null) =>
        _socket.CloseAsync(status, description, CancellationToken.None).WithTimeoutAsync("the close");

    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(byte[] bytes, WebSocketMessageType type) =>
        _socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
}
