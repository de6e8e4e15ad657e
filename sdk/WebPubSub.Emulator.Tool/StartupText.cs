// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;

namespace WebPubSub.Emulator.Tool;

/// <summary>What a user needs first: the connection string, where to look, and what to do next.</summary>
internal static class StartupText
{
    public static async Task WriteAsync(TextWriter output, WebPubSubEmulator emulator, IConfiguration configuration)
    {
        string scheme = emulator.Endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        await output.WriteLineAsync(
            $$"""
            Azure Web PubSub emulator. For development only.

            Connection string:
              {{emulator.ConnectionString}}
            Clients connect to:
              {{scheme}}://{{emulator.Endpoint.Authority}}/client/hubs/{hub}?access_token={token}
            """);
        if (emulator.HasLivePage)
        {
            await output.WriteLineAsync($"See what is going on:\n  {emulator.Endpoint}");
        }

        await output.WriteLineAsync("Event handlers:");
        string[] hubs = [.. emulator.HubsWithHandlers];
        await output.WriteLineAsync(hubs.Length > 0
            ? $"  of {string.Join(", ", hubs)}"
            : "  none. --hub chat=http://localhost:5000/eventhandler adds one");
        await output.WriteLineAsync(
            """

            Next: give the connection string to your application, or try another terminal with
              webpubsub-emulator connect --hub chat --user you

            Press Ctrl+C to stop.
            """);
        await output.FlushAsync();
    }
}
