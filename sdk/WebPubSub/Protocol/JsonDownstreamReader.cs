// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <summary>Reads what the service sends to a client of a JSON subprotocol: in any order, with whatever a newer service adds.</summary>
/// <remarks>Protocol reference: client protocols, section 6.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonDownstreamReader
{
    // The data of a message may be as deep as its publisher made it.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads one frame.</summary>
    /// <param name="utf8Json">The whole frame.</param>
    /// <returns>The message, an <see cref="UnknownMessage"/> where there is no model for it. It keeps no reference to <paramref name="utf8Json"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed; the message says how.</exception>
    public static WebPubSubMessage Read(ReadOnlySpan<byte> utf8Json)
    {
        var frame = default(Frame);
        try
        {
            var json = new Utf8JsonReader(utf8Json, Options);
            frame.Read(ref json);
            return frame.Type switch
            {
                FrameType.Message => ReadData(utf8Json, frame),
                FrameType.Ack => new AckMessage(Require(frame.AckId, "ackId"), frame.Success ?? throw Missing("success"), frame.AckError),
                FrameType.Pong => new PongMessage(),
                FrameType.System => ReadSystem(frame),
                FrameType.Unknown => new UnknownMessage($"type '{frame.UnknownName ?? ""}'", frame.SequenceId),
                _ => ReadPreview(utf8Json, frame),
            };
        }
        catch (JsonException exception)
        {
            throw new FormatException("the frame is not JSON", exception);
        }
        catch (InvalidOperationException exception) // a value of another kind, or a string with half of a surrogate pair
        {
            throw new FormatException("the frame has a value that is not what its name says", exception);
        }
    }

    /// <summary>Recognizes a data message in the form in which the service writes it. Any other form is valid too, and not recognized.</summary>
    internal static bool TryPeekData(ReadOnlySpan<byte> frame, bool isNumbered, out long? sequenceId)
    {
        sequenceId = null;
        ReadOnlySpan<byte> start = isNumbered ? "{\"sequenceId\":"u8 : "{"u8;
        if (!frame.StartsWith(start))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = frame[start.Length..];
        if (isNumbered)
        {
            if (!Utf8Parser.TryParse(rest, out long number, out int length) || number < 0 || length == rest.Length || rest[length] != (byte)',')
            {
                return false;
            }

            sequenceId = number;
            rest = rest[(length + 1)..];
        }

        return rest.StartsWith("\"type\":\"message\","u8);
    }

    private static WebPubSubMessage ReadData(ReadOnlySpan<byte> utf8Json, in Frame frame)
    {
        if (frame.Origin == Origin.Unknown)
        {
            return new UnknownMessage($"message from '{frame.UnknownName ?? ""}'", frame.SequenceId);
        }

        if (ReadPayload(utf8Json, frame) is not { } data)
        {
            return new UnknownMessage("message whose data does not fit its dataType, or is missing", frame.SequenceId);
        }

        return frame.Origin == Origin.Server
            ? new ServerDataMessage(frame.DataType!.Value, data, frame.SequenceId) { Metadata = frame.Metadata }
            : new GroupDataMessage(Require(frame.Group, "group"), frame.DataType!.Value, data, frame.SequenceId, frame.FromUserId)
            {
                Metadata = frame.Metadata,
                Stream = frame.Stream,
            };
    }

    private static WebPubSubMessage ReadSystem(in Frame frame) => frame.Event switch
    {
        SystemEvent.Connected => new ConnectedMessage(
            string.IsNullOrEmpty(frame.UserId) ? null : frame.UserId, Require(frame.ConnectionId, "connectionId"), frame.ReconnectionToken),
        SystemEvent.Disconnected => new DisconnectedMessage(frame.Message ?? ""),
        _ => new UnknownMessage($"system event '{frame.UnknownName ?? ""}'", frame.SequenceId),
    };

    private static BinaryData? ReadPayload(ReadOnlySpan<byte> utf8Json, in Frame frame)
    {
        if (frame.DataType is not { } dataType || frame.DataLength == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> token = utf8Json.Slice(frame.DataStart, frame.DataLength);
        if (dataType == WebPubSubDataType.Json)
        {
            return BinaryData.FromBytes(token.ToArray());
        }

        if (dataType == WebPubSubDataType.Text && frame.IsPlainString)
        {
            return BinaryData.FromBytes(token[1..^1].ToArray()); // without the quotes
        }

        var json = new Utf8JsonReader(token);
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            return null;
        }

        return dataType == WebPubSubDataType.Text ? BinaryData.FromBytes(ReadText(json))
            : json.TryGetBytesFromBase64(out byte[]? bytes) ? BinaryData.FromBytes(bytes)
            : null;
    }

    private static byte[] ReadText(Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan.ToArray();
        }

        byte[] text = new byte[json.ValueSpan.Length]; // unescaped it is shorter
        return text.AsSpan(0, json.CopyString(text)).ToArray();
    }

    private static long Require(long? value, string name) => value ?? throw Missing(name);

    private static string Require(string? value, string name) => value ?? throw Missing(name);

    private static FormatException Missing(string name) => new($"{name} is missing");
}
