// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Tool;

/// <summary>The text that the tool prints at startup: the connection string, the live page and the next steps.</summary>
internal static class StartupText
{
    // 0.0.0.0 and :: are addresses to listen on. Clients cannot connect to them.
    private static Uri ToReachable(Uri endpoint) =>
        IPAddress.TryParse(endpoint.DnsSafeHost, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(endpoint) { Host = "localhost" }.Uri
            : endpoint;

    // Writes the text in one call, so that log lines do not interrupt it.
    public static Task WriteAsync(TextWriter output, WebPubSubEmulator emulator)
    {
        string scheme = emulator.AdvertisedEndpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        string[] hubs = [.. emulator.HubsWithEventHandlers];
        Uri endpoint = ToReachable(emulator.AdvertisedEndpoint);
        string given = emulator.ConnectionString.Replace(emulator.AdvertisedEndpoint.GetLeftPart(UriPartial.Authority), endpoint.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        string page = emulator.HasLivePage ? $"Live page:\n  {endpoint}\n"
            : emulator.Endpoint.IsLoopback && emulator.AdvertisedEndpoint.IsLoopback ? ""
            : "Live page:\n  off, because other machines can reach this address. --live-page turns it on\n";
        string others = endpoint == emulator.AdvertisedEndpoint ? "" : $"From other machines:\n  {new UriBuilder(endpoint) { Host = Environment.MachineName }.Uri}\n";
        string handlers = hubs.Length > 0 ? string.Join(", ", hubs) : "none. Add one with --hub chat=http://localhost:5000/eventhandler";
        bool isDefault = endpoint is { Host: "localhost", Port: 8080, Scheme: "http" }
            && emulator.ConnectionString.Contains(WebPubSubEmulatorOptions.DefaultAccessKey, StringComparison.Ordinal);
        string connectionString = isDefault ? "" : $" -c \"{given}\"";
        return output.WriteLineAsync(
            $$"""
            Azure Web PubSub emulator, for development only

            Connection string:
              {{given}}
            Client URL:
              {{scheme}}://{{endpoint.Authority}}/client/hubs/{hub}?access_token={token}
            {{others}}{{page}}Event handlers:
              {{handlers}}

            Next: set the connection string in your application, or connect a client in another terminal:
              webpubsub-emulator connect --hub {{hubs.FirstOrDefault("chat")}} --user you{{connectionString}}

            Press Ctrl+C to stop.
            """);
    }
}
