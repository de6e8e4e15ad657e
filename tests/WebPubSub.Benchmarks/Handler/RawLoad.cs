// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace WebPubSub.Benchmarks.Handler;

/// <summary>Connections that send one prepared request after the other, with as little work of their own as can be.</summary>
internal static class RawLoad
{
    private const int Connections = 32;

    /// <summary>How many requests a second are answered with 200, over <see cref="Measurement.RoundTime"/>.</summary>
    public static async Task<double> RunAsync(Uri address, byte[] request)
    {
        long start = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => RunOneAsync(address, request, start))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> RunOneAsync(Uri address, byte[] request, long start)
    {
        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = tcp.GetStream();
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await stream.WriteAsync(request);
            int length = 0;
            do
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length));
                length = read > 0 ? length + read : throw new IOException("The server closed the connection.");
            }
            while (!IsWhole(buffer.AsSpan(0, length)));

            count++;
        }

        return count;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(Encoding.Latin1.GetString(answer));
        }

        int header = answer.IndexOf("Content-Length: "u8);
        ReadOnlySpan<byte> number = answer[(header + 16)..];
        return answer.Length >= end + 4 + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
