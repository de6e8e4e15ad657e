// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace WebPubSub.Benchmarks.Handler;

/// <summary>
/// A load of 32 connections. Each connection sends its prepared request again when the answer arrives. The load uses blocking calls on two threads, because it
/// shares the machine with the measured server and must use little processor time.
/// </summary>
internal static class RawLoad
{
    private const int Threads = 2;
    private const int ConnectionsPerThread = 16;

    /// <summary>Measures the number of requests per second that are answered with 200, over <see cref="Measurement.RoundTime"/>.</summary>
    public static async Task<double> RunAsync(Uri address, byte[] request)
    {
        long start = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, Threads)
            .Select(_ => Task.Factory.StartNew(() => Run(address, request, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Run(Uri address, byte[] request, long start)
    {
        Socket[] connections = [.. Enumerable.Range(0, ConnectionsPerThread).Select(_ => Connect(address))];
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        foreach (Socket connection in connections)
        {
            connection.Send(request);
        }

        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            foreach (Socket connection in connections)
            {
                Receive(connection, buffer);
                connection.Send(request);
                count++;
            }
        }

        foreach (Socket connection in connections)
        {
            connection.Dispose();
        }

        return count;
    }

    private static Socket Connect(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        return socket;
    }

    private static void Receive(Socket connection, byte[] buffer)
    {
        int length = 0;
        do
        {
            int read = connection.Receive(buffer.AsSpan(length));
            length = read > 0 ? length + read : throw new IOException("The server closed the connection.");
        }
        while (!IsWhole(buffer.AsSpan(0, length)));
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
