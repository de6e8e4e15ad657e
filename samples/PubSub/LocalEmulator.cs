// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;

namespace PubSub;

/// <summary>The emulator at its usual address: whichever console comes first brings it along.</summary>
internal static class LocalEmulator
{
    private const int Port = 8080;

    public static string ConnectionString =>
        $"Endpoint=http://localhost:{Port};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey};Version=1.0;";

    public static async Task<WebPubSubEmulator?> StartUnlessRunningAsync()
    {
        try
        {
            WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = Port });
            Console.WriteLine($"The emulator runs inside this program, until it ends. See what is going on at {emulator.Endpoint}");
            return emulator;
        }
        catch (IOException)
        {
            return null; // the port is taken: by the other console, or by webpubsub-emulator
        }
    }
}
