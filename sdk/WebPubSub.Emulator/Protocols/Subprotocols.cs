// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Protocols;

/// <summary>
/// The subprotocols of the service. A client with any other subprotocol is a raw client. See docs/protocols/client-protocols.md#15-subprotocol-negotiation.
/// </summary>
internal static class Subprotocols
{
    public const string Json = "json.webpubsub.azure.v1";
    public const string ReliableJson = "json.reliable.webpubsub.azure.v1";
    public const string Protobuf = "protobuf.webpubsub.azure.v1";
    public const string ReliableProtobuf = "protobuf.reliable.webpubsub.azure.v1";

    private static readonly string[] All = [Json, ReliableJson, Protobuf, ReliableProtobuf];

    /// <summary>Returns the first offered subprotocol that the service knows, in the spelling of the client.</summary>
    public static string? Choose(IEnumerable<string> offered) => offered.FirstOrDefault(name => All.Contains(name, StringComparer.OrdinalIgnoreCase));

    public static bool IsJson(string? name) => Is(name, Json) || Is(name, ReliableJson);

    public static bool IsProtobuf(string? name) => Is(name, Protobuf) || Is(name, ReliableProtobuf);

    public static bool IsReliable(string? name) => Is(name, ReliableJson) || Is(name, ReliableProtobuf);

    private static bool Is(string? name, string known) => known.Equals(name, StringComparison.OrdinalIgnoreCase);
}
