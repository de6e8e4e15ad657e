// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Observation;

/// <summary>The names of messages in the JSON subprotocol.</summary>
internal static class MessageKinds
{
    public static string NameOf(WebPubSubMessage? message) => message switch
    {
        null => "malformed",
        JoinGroupMessage => "joinGroup",
        LeaveGroupMessage => "leaveGroup",
        SendToGroupMessage or StreamStartMessage => "sendToGroup",
        SendEventMessage => "event",
        PingMessage => "ping",
        PongMessage => "pong",
        SequenceAckMessage => "sequenceAck",
        AckMessage => "ack",
        GroupDataMessage or ServerDataMessage => "message",
        ConnectedMessage => "connected",
        DisconnectedMessage => "disconnected",
        InvokeMessage => "invoke",
        CancelInvocationMessage => "cancelInvocation",
        InvokeResponseMessage => "invokeResponse",
        StreamDataMessage => "streamData",
        StreamEndMessage => "streamEnd",
        StreamAckMessage => "streamAck",
        StreamNackMessage => "streamNack",
        StreamClosedMessage => "streamClosed",
        SetGroupStateMessage => "setGroupState",
        SubscribeGroupStateMessage => "subscribeGroupState",
        UnsubscribeGroupStateMessage => "unsubscribeGroupState",
        GroupStateSnapshotMessage => "groupStateSnapshot",
        GroupStateUpdateMessage => "groupStateUpdate",
        _ => message.GetType().Name,
    };
}
