// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WebPubSub.Benchmarks.Start;

/// <summary>A user of the chat, who does what the page of the sample does.</summary>
internal sealed class ChatUser : IDisposable
{
    public const string Text = "the first message";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Signs in, requests a client access URL, and connects.</summary>
    public static async Task<ChatUser> ConnectAsync(Uri page)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = page };
        using HttpResponseMessage signIn = await http.PostAsJsonAsync("sign-in", new { name = "Ann" }, timeout.Token);
        signIn.EnsureSuccessStatusCode();
        using HttpResponseMessage negotiate = await http.PostAsync("negotiate", content: null, timeout.Token);
        negotiate.EnsureSuccessStatusCode();
        JsonElement answer = await negotiate.Content.ReadFromJsonAsync<JsonElement>(timeout.Token);

        var user = new ChatUser();
        user._socket.Options.AddSubProtocol("json.webpubsub.azure.v1");
        await user._socket.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!), timeout.Token);
        await user.WaitForAsync("\"event\":\"connected\"", timeout.Token);
        return user;
    }

    /// <summary>Sends an event with <see cref="Text"/>, and waits until the message of the hub arrives.</summary>
    public async Task SendAndReceiveAsync(string eventFrame)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(eventFrame), WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
        await WaitForAsync(Text, timeout.Token);
    }

    public void Dispose() => _socket.Dispose();

    private async Task WaitForAsync(string text, CancellationToken cancellationToken)
    {
        while (!(await ReceiveAsync(cancellationToken)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    private async Task<string> ReceiveAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The service closed the connection: {_socket.CloseStatusDescription}");
            }

            length += read.Count;
            if (read.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }
}
