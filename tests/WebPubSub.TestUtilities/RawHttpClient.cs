// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebPubSub.TestUtilities;

/// <summary>An HTTP client that sends raw bytes, valid or not, and reads the status of the answer.</summary>
public sealed class RawHttpClient(Uri address) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private TcpClient? _tcp;

    /// <summary>Sends one request and returns the status. Returns 0 if the server closed the connection without an answer.</summary>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request, bool isCutOff)
    {
        _tcp ??= await ConnectAsync();
        NetworkStream stream = _tcp.GetStream();
        try
        {
            await stream.WriteAsync(request);
            if (isCutOff)
            {
                _tcp.Client.Shutdown(SocketShutdown.Send);
            }

            return await ReadStatusAsync(stream, isCutOff, hasBody: !request.Span.StartsWith("HEAD "u8)).WaitAsync(TestTimeout.Limit);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Reset();
            return 0;
        }
    }

    public void Dispose() => Reset();

    private async Task<TcpClient> ConnectAsync()
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, address.Port);
        return tcp;
    }

    private async Task<int> ReadStatusAsync(NetworkStream stream, bool isCutOff, bool hasBody)
    {
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(length));
            length += read;
            string text = Encoding.Latin1.GetString(_buffer, 0, length);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || isCutOff)
            {
                Reset();
                return length == 0 ? 0 : StatusOf(text);
            }

            if (end >= 0 && length >= end + 4 + (hasBody ? LengthOf(text[..end]) : 0))
            {
                int status = StatusOf(text);
                if (text[..end].Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
                {
                    Reset();
                }

                return status;
            }
        }
    }

    private static int StatusOf(string text) => int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);

    private static int LengthOf(string head)
    {
        int start = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? 0 : int.Parse(head.AsSpan(start + 16).ToString().Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private void Reset()
    {
        _tcp?.Dispose();
        _tcp = null;
    }
}
