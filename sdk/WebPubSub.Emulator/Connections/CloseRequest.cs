// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;

namespace WebPubSub.Emulator.Connections;

/// <summary>A request to close a connection. See docs/protocols/client-protocols.md#17-closes.</summary>
/// <param name="Status">The close code that the client receives.</param>
/// <param name="Description">The text of the close frame; at most 123 bytes.</param>
/// <param name="Reason">The reason in the disconnected event.</param>
internal sealed record CloseRequest(WebSocketCloseStatus Status, string Description, string Reason)
{
    public static readonly CloseRequest ShuttingDown = With(WebSocketCloseStatus.EndpointUnavailable, "The service is shutting down.");

    public static readonly CloseRequest TooSlow = With(WebSocketCloseStatus.PolicyViolation, "The client reads too slowly.");
    public static readonly CloseRequest TooManyUnacknowledged =
        With(WebSocketCloseStatus.PolicyViolation, "The client has too many messages that it did not acknowledge.");

    public static readonly CloseRequest BrokenFrames = With(WebSocketCloseStatus.ProtocolError, "The client violated the WebSocket protocol.");

    public static CloseRequest With(WebSocketCloseStatus status, string description) => new(status, description, description);

    /// <summary>Returns a request whose close frame contains the text of the service, and then as much of an explanation as fits.</summary>
    public static CloseRequest With(WebSocketCloseStatus status, string description, string? explanation) =>
        new(status, explanation is null ? description : Shorten($"{description.TrimEnd('.')}. {explanation}"), description);

    // A close frame has room for 123 bytes. See https://www.rfc-editor.org/rfc/rfc6455#section-5.5.
    private static string Shorten(string text)
    {
        const int MaxBytes = 123;
        const string Ellipsis = "...";
        if (Encoding.UTF8.GetByteCount(text) <= MaxBytes)
        {
            return text;
        }

        int length = 0;
        int bytes = Ellipsis.Length;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, length), Ellipsis);
    }
}
