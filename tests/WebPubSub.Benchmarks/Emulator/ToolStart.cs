// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>The median time until the tool accepts a connection, and its median working set when it is idle.</summary>
internal sealed record ToolStart(double Milliseconds, double Megabytes)
{
    private const int Starts = 7;

    public static async Task<ToolStart> MeasureAsync(string tool)
    {
        List<double> times = [];
        List<double> sizes = [];
        for (int i = 0; i < Starts; i++)
        {
            (double milliseconds, double megabytes) = await StartAsync(tool);
            times.Add(milliseconds);
            sizes.Add(megabytes);
        }

        return new ToolStart(times.Order().ElementAt(Starts / 2), sizes.Order().ElementAt(Starts / 2));
    }

    private static async Task<(double Milliseconds, double Megabytes)> StartAsync(string tool)
    {
        int port = FindFreePort();
        long start = Stopwatch.GetTimestamp();
        string[] arguments = ["--urls", $"http://127.0.0.1:{port}"];
        using Process process = tool.EndsWith(".dll", StringComparison.Ordinal) ? Child.Start("dotnet", [tool, .. arguments]) : Child.Start(tool, arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        while (!await AcceptsAsync(port))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{tool} has ended with {process.ExitCode}.");
            }

            await Task.Delay(1);
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await Task.Delay(2000); // until it is idle
        process.Refresh();
        double megabytes = process.WorkingSet64 / 1024.0 / 1024.0;
        process.Kill();
        await process.WaitForExitAsync();
        return (milliseconds, megabytes);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
