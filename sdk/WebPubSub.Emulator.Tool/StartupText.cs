// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool;

/// <summary>What a user needs first: the connection string, where to look, and what to do next.</summary>
internal static class StartupText
{
    // In one piece: log lines come before or after it.
    public static Task WriteAsync(TextWriter output, WebPubSubEmulator emulator)
    {
        string scheme = emulator.Endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        string[] hubs = [.. emulator.HubsWithHandlers];
        string page = emulator.HasLivePage ? $"See what is going on:\n  {emulator.Endpoint}\n" : "";
        string handlers = hubs.Length > 0 ? $"of {string.Join(", ", hubs)}" : "none. --hub chat=http://localhost:5000/eventhandler adds one";
        bool isDefault = emulator.Endpoint is { Host: "localhost", Port: 8080, Scheme: "http" }
            && emulator.ConnectionString.Contains(WebPubSubEmulatorOptions.DefaultAccessKey, StringComparison.Ordinal);
        string connectionString = isDefault ? "" : $" -c \"{emulator.ConnectionString}\"";
        return output.WriteLineAsync(
            $$"""
            Azure Web PubSub emulator. For development only.

            Connection string:
              {{emulator.ConnectionString}}
            Clients connect to:
              {{scheme}}://{{emulator.Endpoint.Authority}}/client/hubs/{hub}?access_token={token}
            {{page}}Event handlers:
              {{handlers}}

            Next: give the connection string to your application, or try another terminal with
              webpubsub-emulator connect --hub {{hubs.FirstOrDefault("chat")}} --user you{{connectionString}}

            Press Ctrl+C to stop.
            """);
    }
}
