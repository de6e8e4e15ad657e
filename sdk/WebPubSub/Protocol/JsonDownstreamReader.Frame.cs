// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Protocol;

/// <content>The properties of a frame, which are read in one pass. They can have any order.</content>
public static partial class JsonDownstreamReader
{
    private enum FrameType
    {
        Unknown,
        Message,
        Ack,
        Pong,
        System,
        InvokeResponse,
        StreamAck,
        StreamNack,
        StreamClosed,
        GroupStateSnapshot,
        GroupStateUpdate,
    }

    private enum Origin
    {
        Unknown,
        Group,
        Server,
    }

    private enum SystemEvent
    {
        Unknown,
        Connected,
        Disconnected,
    }

    private struct Frame
    {
        public FrameType Type;
        public Origin Origin;
        public SystemEvent Event;
        public string? UnknownName; // the name of the unknown type, origin or event
        public long? SequenceId;
        public long? AckId;
        public bool? Success;
        public string? Group;
        public string? FromUserId;
        public WebPubSubDataType? DataType;
        public int DataStart;
        public int DataLength;
        public bool IsPlainString; // whether the data is a string without escapes
        public Dictionary<string, string>? Metadata;
        public StreamFragment? Stream;
        public string? ConnectionId;
        public string? UserId;
        public string? ReconnectionToken;
        public string? Message;
        public string? Name;
        public AckMessageError? AckError;
        public StreamError? StreamError;
        public string? InvocationId;
        public string? StreamId;
        public long? ExpectedSequenceId;
        public IReadOnlyList<GroupStateItem>? Items;

        public void Read(ref Utf8JsonReader json)
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("the frame is not an object");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref json);
            }

            json.Read(); // throws if data follows the object
        }

        private void ReadProperty(ref Utf8JsonReader json)
        {
            if (Is(ref json, "type"u8))
            {
                Type = ReadType(ref json);
            }
            else if (Is(ref json, "from"u8))
            {
                Origin = json.ValueTextEquals("group"u8) ? Origin.Group : json.ValueTextEquals("server"u8) ? Origin.Server : Origin.Unknown;
                UnknownName = Origin == Origin.Unknown ? json.GetString() : UnknownName;
            }
            else if (Is(ref json, "group"u8))
            {
                Group = json.GetString();
            }
            else if (Is(ref json, "fromUserId"u8))
            {
                FromUserId = json.GetString();
            }
            else if (Is(ref json, "dataType"u8))
            {
                DataType = ReadDataType(ref json);
            }
            else if (Is(ref json, "data"u8))
            {
                DataStart = (int)json.TokenStartIndex;
                IsPlainString = json.TokenType == JsonTokenType.String && !json.ValueIsEscaped;
                json.Skip();
                DataLength = (int)json.BytesConsumed - DataStart;
            }
            else if (Is(ref json, "sequenceId"u8))
            {
                SequenceId = ReadNumber(ref json);
            }
            else if (Is(ref json, "ackId"u8))
            {
                AckId = ReadNumber(ref json);
            }
            else if (Is(ref json, "success"u8))
            {
                Success = json.GetBoolean();
            }
            else
            {
                ReadRareProperty(ref json);
            }
        }

        private void ReadRareProperty(ref Utf8JsonReader json)
        {
            if (Is(ref json, "event"u8))
            {
                Event = json.ValueTextEquals("connected"u8) ? SystemEvent.Connected
                    : json.ValueTextEquals("disconnected"u8) ? SystemEvent.Disconnected
                    : SystemEvent.Unknown;
                UnknownName = Event == SystemEvent.Unknown ? json.GetString() : UnknownName;
            }
            else if (Is(ref json, "metadata"u8))
            {
                Metadata = ReadPairs(Parse(ref json));
            }
            else if (Is(ref json, "connectionId"u8))
            {
                ConnectionId = json.GetString();
            }
            else if (Is(ref json, "userId"u8))
            {
                UserId = json.GetString();
            }
            else if (Is(ref json, "reconnectionToken"u8))
            {
                ReconnectionToken = json.GetString();
            }
            else if (Is(ref json, "message"u8))
            {
                Message = json.GetString();
            }
            else if (Is(ref json, "error"u8))
            {
                JsonElement error = Parse(ref json);
                AckError = ReadAckError(error);
                StreamError = ReadStreamError(error);
            }
            else
            {
                ReadPreviewProperty(ref json);
            }
        }

        private void ReadPreviewProperty(ref Utf8JsonReader json)
        {
            if (Is(ref json, "stream"u8))
            {
                Stream = ReadStream(Parse(ref json));
            }
            else if (Is(ref json, "streamId"u8))
            {
                StreamId = json.GetString();
            }
            else if (Is(ref json, "expectedSequenceId"u8))
            {
                ExpectedSequenceId = ReadNumber(ref json);
            }
            else if (Is(ref json, "name"u8))
            {
                Name = json.GetString();
            }
            else if (Is(ref json, "invocationId"u8))
            {
                InvocationId = json.GetString();
            }
            else if (Is(ref json, "items"u8))
            {
                Items = ReadItems(Parse(ref json));
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        // If the name matches, moves the reader to the value.
        private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
            (json.ValueSpan.Length == name.Length || json.ValueIsEscaped) && json.ValueTextEquals(name) && json.Read();

        private FrameType ReadType(ref Utf8JsonReader json)
        {
            FrameType type = json.ValueTextEquals("message"u8) ? FrameType.Message
                : json.ValueTextEquals("ack"u8) ? FrameType.Ack
                : json.ValueTextEquals("pong"u8) ? FrameType.Pong
                : json.ValueTextEquals("system"u8) ? FrameType.System
                : json.ValueTextEquals("invokeResponse"u8) ? FrameType.InvokeResponse
                : json.ValueTextEquals("streamAck"u8) ? FrameType.StreamAck
                : json.ValueTextEquals("streamNack"u8) ? FrameType.StreamNack
                : json.ValueTextEquals("streamClosed"u8) ? FrameType.StreamClosed
                : json.ValueTextEquals("groupStateSnapshot"u8) ? FrameType.GroupStateSnapshot
                : json.ValueTextEquals("groupStateUpdate"u8) ? FrameType.GroupStateUpdate
                : FrameType.Unknown;
            UnknownName = type == FrameType.Unknown ? json.GetString() : UnknownName;
            return type;
        }

        private static WebPubSubDataType? ReadDataType(ref Utf8JsonReader json) =>
            json.ValueTextEquals("json"u8) ? WebPubSubDataType.Json
            : json.ValueTextEquals("text"u8) ? WebPubSubDataType.Text
            : json.ValueTextEquals("binary"u8) ? WebPubSubDataType.Binary
            : json.ValueTextEquals("protobuf"u8) ? WebPubSubDataType.Protobuf
            : null;

        private static long? ReadNumber(ref Utf8JsonReader json) =>
            json.TokenType == JsonTokenType.Null ? null
            : json.TryGetInt64(out long number) && number >= 0 ? number
            : throw new FormatException("an ID is not a number from 0 to 9223372036854775807");

        // An element is fast enough for these values, which are rare and small.
        private static JsonElement Parse(ref Utf8JsonReader json) => JsonElement.ParseValue(ref json);
    }
}
