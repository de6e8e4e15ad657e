// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <summary>Reads the messages that the service sends to a client of a JSON subprotocol. Accepts properties in any order and unknown properties.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonDownstreamReader
{
    // The publisher of a message decides how deeply its data is nested, so the reader has no depth limit.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads one frame.</summary>
    /// <param name="utf8Json">The whole frame.</param>
    /// <returns>The message, or an <see cref="UnknownMessage"/> if this version has no model for it. It keeps no reference to <paramref name="utf8Json"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed. The message states the error.</exception>
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
        catch (InvalidOperationException exception) // a value of the wrong type, or a string with an unpaired surrogate
        {
            throw new FormatException("a property of the frame has a value of the wrong type, or text with an unpaired surrogate", exception);
        }
    }

    /// <summary>Recognizes a data message by the order of properties that the service writes. Another order is valid, but is not recognized.</summary>
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

        byte[] text = new byte[json.ValueSpan.Length]; // the unescaped text is shorter
        return text.AsSpan(0, json.CopyString(text)).ToArray();
    }

    private static long Require(long? value, string name) => value ?? throw Missing(name);

    private static string Require(string? value, string name) => value ?? throw Missing(name);

    private static FormatException Missing(string name) => new($"{name} is missing");
}
