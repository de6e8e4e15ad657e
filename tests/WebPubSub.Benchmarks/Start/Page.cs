// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net.Sockets;

namespace WebPubSub.Benchmarks.Start;

/// <summary>The page of a sample.</summary>
internal static class Page
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the page is served. The proxy of an app host accepts connections before the application has started.</summary>
    public static async Task WaitAsync(Uri page, SampleProcess process)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        long start = Stopwatch.GetTimestamp();
        while (!await IsListeningAsync(page) || !await IsServedAsync(http, page))
        {
            process.EnsureIsRunning();
            if (Stopwatch.GetElapsedTime(start) > Timeout)
            {
                throw process.Failed($"does not serve {page}");
            }

            await Task.Delay(Interval);
        }
    }

    public static async Task<bool> IsListeningAsync(Uri page)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(page.Host, page.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> IsServedAsync(HttpClient http, Uri page)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(page);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
