// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool;

/// <summary>What a user needs first: the connection string, and where clients connect.</summary>
internal static class StartupText
{
    public static async Task WriteAsync(TextWriter output, WebPubSubEmulator emulator)
    {
        await output.WriteLineAsync("Azure Web PubSub emulator. For development only.");
        await output.WriteLineAsync();
        await output.WriteLineAsync("Connection string:");
        await output.WriteLineAsync($"  {emulator.ConnectionString}");
        await output.WriteLineAsync("Clients connect to:");
        await output.WriteLineAsync($"  ws://{emulator.Endpoint.Authority}/client/hubs/{{hub}}?access_token={{token}}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("Press Ctrl+C to stop.");
        await output.FlushAsync();
    }
}
