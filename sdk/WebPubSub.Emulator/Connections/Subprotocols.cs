// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>Which subprotocol a connection speaks. Client protocol reference, section 1.5.</summary>
internal static class Subprotocols
{
    private static readonly string[] NotYetSpoken =
        ["json.reliable.webpubsub.azure.v1", "protobuf.webpubsub.azure.v1", "protobuf.reliable.webpubsub.azure.v1"];

    public static bool IsJson(string? name) => JsonProtocol.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first that the client offers and the emulator knows, as the client spelt it.</summary>
    public static string? Choose(IEnumerable<string> offered) => offered.FirstOrDefault(IsJson);

    /// <summary>A protocol of the service that this emulator does not speak; treating such a client as a raw one would only confuse it.</summary>
    public static string? FindNotYetSpoken(IEnumerable<string> offered) =>
        offered.FirstOrDefault(name => NotYetSpoken.Contains(name, StringComparer.OrdinalIgnoreCase));
}
