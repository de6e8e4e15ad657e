// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Access;

/// <summary>The addresses of a service resource.</summary>
internal static class ServiceUri
{
    public static bool IsHttp(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    /// <summary>Returns the scheme, host, port and path, with one slash at the end, so that a relative path can follow.</summary>
    public static Uri Normalize(Uri endpoint) => new(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

    /// <summary>Returns the http or https address to which the clients of a hub connect. It is also the audience of their tokens.</summary>
    public static string Client(Uri endpoint, string hub, WebPubSubClientProtocol protocol)
    {
        string path = protocol switch
        {
            WebPubSubClientProtocol.Default => "client/hubs/",
            WebPubSubClientProtocol.Mqtt => "clients/mqtt/hubs/",
            WebPubSubClientProtocol.SocketIO => "clients/socketio/hubs/",
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Unknown client protocol."),
        };
        return endpoint.AbsoluteUri + path + Uri.EscapeDataString(hub);
    }

    /// <summary>Returns the same address as a WebSocket URL.</summary>
    public static string ToWebSocket(string clientAddress) => "ws" + clientAddress["http".Length..];
}
