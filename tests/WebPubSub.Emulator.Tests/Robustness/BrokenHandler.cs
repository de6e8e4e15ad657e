// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebPubSub.Emulator.Tests;

/// <summary>An event handler that passes the webhook validation and then sends random broken answers or no answer.</summary>
internal sealed class BrokenHandler : IDisposable
{
    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 204 No Content", "HTTP/1.1 400 No", "HTTP/1.1 401 No", "HTTP/1.1 500 No",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/", "HTTP/1.1 999 x", "HTTP/1.1 100 Continue", "HTTP/1.0 200 OK", "HTTP/9.9 200", "rubbish",
    ];

    private static readonly string[] Headers =
    [
        "Content-Type: text/plain", "Content-Type: application/json", "Content-Type: application/octet-stream", "Content-Type: ;;;", "Content-Type: text/plain; charset=nothing",
        "ce-connectionState: eyJhIjoxfQ==", "ce-connectionState: %%%", "ce-connectionState: " + new string('A', 20_000), "ce-connectionState:", "Set-Cookie: a=b; Path=/; HttpOnly",
        "Set-Cookie: =;=;", "Set-Cookie: c=" + new string('x', 10_000), "Set-Cookie: d=e; Domain=.example.com", "X-WebPubSub-Metadata-Trace: 1", "X-WebPubSub-Metadata-: \u00e9", "no colon",
        "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Connection: Upgrade\r\nUpgrade: websocket",
    ];

    private static readonly string[] Bodies =
    [
        "", "hello", "{\"a\":[1,2", "{\"userId\":\"\",\"groups\":[\"\"],\"roles\":[null],\"subprotocol\":\"\\ud800\"}", "{\"userId\":1}", "{\"groups\":\"g\"}", "[]", "null",
        "{\"subprotocol\":\"protobuf.webpubsub.azure.v1\"}", "{\"roles\":[\"webpubsub.sendToGroup.g\"],\"groups\":[\"g\"]}", "\ufeff{}", new('[', 2000), new('x', 200_000), "5\r\nhello\r\n0\r\n\r\n", "FFFFFFFFFFFF\r\n",
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Random _random = new(20261124);
    private volatile bool _isWhole;

    public BrokenHandler()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>Switches to valid answers.</summary>
    public void Mend() => _isWhole = true;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The handler is disposed.
        }
    }

    // Handles one request per connection, and closes the connection after any answer.
    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                (bool isValidation, bool isUserEvent) = await ReadRequestAsync(stream);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(
                    isValidation || (_isWhole && !isUserEvent) ? "HTTP/1.1 200 OK\r\nWebHook-Allowed-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    : _isWhole ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwhole"
                    : Break()));
            }
            catch (IOException)
            {
                // The emulator closed the connection.
            }
        }
    }

    private static async Task<(bool IsValidation, bool IsUserEvent)> ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        string? first = await reader.ReadLineAsync();
        int length = 0;
        bool isUserEvent = false;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line.AsSpan(15), provider: null) : length;
            isUserEvent |= line.StartsWith("ce-type: azure.webpubsub.user.", StringComparison.OrdinalIgnoreCase);
        }

        if (length > 0)
        {
            await reader.ReadBlockAsync(new char[length]);
        }

        return (first?.StartsWith("OPTIONS", StringComparison.Ordinal) == true, isUserEvent);
    }

    private string Break()
    {
        lock (_random)
        {
            var answer = new StringBuilder(Pick(StatusLines)).Append("\r\n");
            for (int i = _random.Next(4); i > 0; i--)
            {
                answer.Append(Pick(Headers)).Append("\r\n");
            }

            string body = Pick(Bodies);
            answer.Append(_random.Next(10) switch
            {
                0 => "Content-Length: -1\r\n",
                1 => "Content-Length: 99999999999\r\n",
                2 => "",
                3 => $"Content-Length: {body.Length / 2}\r\n",
                _ => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n",
            }).Append("\r\n").Append(body);
            return _random.Next(10) == 0 ? answer.ToString(0, _random.Next(answer.Length)) : answer.ToString();
        }
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
