// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Tool;

/// <summary>What a user needs first: the connection string, where to look, and what to do next.</summary>
internal static class StartupText
{
    // 0.0.0.0 and :: are where it listens, and nobody's address.
    private static Uri ToReachable(Uri endpoint) =>
        IPAddress.TryParse(endpoint.DnsSafeHost, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(endpoint) { Host = "localhost" }.Uri
            : endpoint;

    // In one piece: log lines come before or after it.
    public static Task WriteAsync(TextWriter output, WebPubSubEmulator emulator)
    {
        string scheme = emulator.Endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        string[] hubs = [.. emulator.HubsWithEventHandlers];
        Uri endpoint = ToReachable(emulator.Endpoint);
        string given = emulator.ConnectionString.Replace(emulator.Endpoint.GetLeftPart(UriPartial.Authority), endpoint.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        string page = emulator.HasLivePage ? $"See what is going on:\n  {endpoint}\n"
            : emulator.Endpoint.IsLoopback ? ""
            : "See what is going on:\n  off, because other machines reach this address. --live-page shows it all the same\n";
        string others = endpoint == emulator.Endpoint ? "" : $"Other machines reach it as\n  {new UriBuilder(endpoint) { Host = Environment.MachineName }.Uri}\n";
        string handlers = hubs.Length > 0 ? $"of {string.Join(", ", hubs)}" : "none. --hub chat=http://localhost:5000/eventhandler adds one";
        bool isDefault = endpoint is { Host: "localhost", Port: 8080, Scheme: "http" }
            && emulator.ConnectionString.Contains(WebPubSubEmulatorOptions.DefaultAccessKey, StringComparison.Ordinal);
        string connectionString = isDefault ? "" : $" -c \"{given}\"";
        return output.WriteLineAsync(
            $$"""
            Azure Web PubSub emulator. For development only.

            Connection string:
              {{given}}
            Clients connect to:
              {{scheme}}://{{endpoint.Authority}}/client/hubs/{hub}?access_token={token}
            {{others}}{{page}}Event handlers:
              {{handlers}}

            Next: give the connection string to your application, or try another terminal with
              webpubsub-emulator connect --hub {{hubs.FirstOrDefault("chat")}} --user you{{connectionString}}

            Press Ctrl+C to stop.
            """);
    }
}
