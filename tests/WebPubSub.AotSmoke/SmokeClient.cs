// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;

namespace WebPubSub.AotSmoke;

internal sealed class SmokeClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();

    public static async Task<SmokeClient> ConnectAsync(Uri uri)
    {
        var client = new SmokeClient();
        client._socket.Options.AddSubProtocol("json.webpubsub.azure.v1");
        await client._socket.ConnectAsync(uri, CancellationToken.None).WaitAsync(Limit);
        return client;
    }

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async Task ExpectAsync(string part)
    {
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult result = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None).WaitAsync(Limit);
        string frame = Encoding.UTF8.GetString(buffer, 0, result.Count);
        if (!frame.Contains(part, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Expected {part}, got {frame}");
        }
    }

    public void Dispose() => _socket.Dispose();
}
