// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Sockets;
using System.Net.WebSockets;
using Azure;

namespace WebPubSub.Client;

/// <summary>The text for the log about an attempt to connect that failed.</summary>
internal static class ConnectFailure
{
    /// <summary>Returns the message of a known exception. The message of another exception can contain the client access URI with its token, so the text is then only the type.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        ConnectFailedException => exception.Message,

        // These messages contain the host, the port and the status of an answer. Later lines of an answer's message contain its headers and its body.
        HttpRequestException or WebSocketException or SocketException or RequestFailedException =>
            $"{exception.GetType().Name}: {exception.Message.AsSpan()[..FirstLine(exception.Message)]}",
        _ => exception.GetType().Name,
    };

    private static int FirstLine(string message) => message.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : message.Length;
}
