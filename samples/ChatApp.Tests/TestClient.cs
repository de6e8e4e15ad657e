// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;

namespace ChatApp.Tests;

/// <summary>A client of the JSON subprotocol.</summary>
public sealed class TestClient : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    private TestClient() => _socket.Options.AddSubProtocol("json.webpubsub.azure.v1");

    public string ConnectionId { get; private set; } = "";

    public static async Task<TestClient> ConnectAsync(Uri url)
    {
        var client = new TestClient();
        await client._socket.ConnectAsync(url, CancellationToken.None);
        client.ConnectionId = (await client.ReceiveAsync()).GetProperty("connectionId").GetString()!;
        return client;
    }

    public ValueTask SendEventAsync(string eventName, object data) =>
        SendAsync(new { type = "event", @event = eventName, dataType = "json", data });

    public ValueTask JoinGroupAsync(string group) => SendAsync(new { type = "joinGroup", group, ackId = 1 });

    public async Task<JsonElement> ReceiveAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        ValueWebSocketReceiveResult result;
        do // a message can arrive in several parts
        {
            result = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask().WaitAsync(Timeout);
            length += result.Count;
        }
        while (!result.EndOfMessage);

        return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
    }

    /// <summary>Receives messages until the data of a message contains the words. Returns that data.</summary>
    public async Task<JsonElement> ReceiveAsync(string words)
    {
        while (true)
        {
            JsonElement frame = await ReceiveAsync();
            if (frame.TryGetProperty("data", out JsonElement data) && data.ToString().Contains(words, StringComparison.Ordinal))
            {
                return data;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        _socket.Dispose();
    }

    private ValueTask SendAsync<T>(T frame) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
}
