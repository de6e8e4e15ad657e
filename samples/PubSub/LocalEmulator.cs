// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator;

namespace PubSub;

/// <summary>The emulator at port 8080, or at the port in PUBSUB_PORT. The console that starts first runs the emulator.</summary>
internal static class LocalEmulator
{
    private static readonly int Port =
        int.TryParse(Environment.GetEnvironmentVariable("PUBSUB_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 8080;

    public static string ConnectionString =>
        $"Endpoint=http://localhost:{Port};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey};Version=1.0;";

    /// <summary>Starts the emulator, unless the other console or webpubsub-emulator already runs an emulator at the port.</summary>
    /// <exception cref="InvalidOperationException">Another program uses the port.</exception>
    public static async Task<WebPubSubEmulator?> StartUnlessRunningAsync()
    {
        try
        {
            WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = Port });
            Console.WriteLine($"The emulator runs inside this program, until it ends. Live page: {emulator.Endpoint}");
            return emulator;
        }
        catch (IOException)
        {
            return await IsEmulatorAsync() ? null : throw new InvalidOperationException($"Port {Port} is in use by another program. Choose another one with PUBSUB_PORT.");
        }
    }

    private static async Task<bool> IsEmulatorAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using HttpResponseMessage health = await http.GetAsync(new Uri($"http://localhost:{Port}/api/health"));
            return health.Headers.Contains("api-supported-versions");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
