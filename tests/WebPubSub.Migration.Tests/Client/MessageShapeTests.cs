// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client;
using WebPubSub.Protocol;

namespace WebPubSub.Migration.Tests.Client;

/// <summary>
/// Checks that the messages have the same constructors as in Azure.Messaging.WebPubSub.Client. Code with swapped arguments would still compile.
/// </summary>
public sealed class MessageShapeTests
{
    public static TheoryData<Type, string> Official => new()
    {
        { typeof(AckMessage), "long ackId, bool success, AckMessageError error" },
        { typeof(AckMessageError), "string name, string message" },
        { typeof(ConnectedMessage), "string userId, string connectionId, string reconnectionToken" },
        { typeof(DisconnectedMessage), "string reason" },
        { typeof(GroupDataMessage), "string group, WebPubSubDataType dataType, BinaryData data, long? sequenceId, string fromUserId" },
        { typeof(JoinGroupMessage), "string group, long? ackId" },
        { typeof(LeaveGroupMessage), "string group, long? ackId" },
        { typeof(SendEventMessage), "string eventName, BinaryData data, WebPubSubDataType dataType, long? ackId" },
        { typeof(SendToGroupMessage), "string group, BinaryData data, WebPubSubDataType dataType, long? ackId, bool noEcho" },
        { typeof(SequenceAckMessage), "long sequenceId" },
        { typeof(ServerDataMessage), "WebPubSubDataType dataType, BinaryData data, long? sequenceId" },
#pragma warning disable WPSPREVIEW // previews
        { typeof(CancelInvocationMessage), "string invocationId" },
        { typeof(InvokeMessage), "string invocationId, string eventName, BinaryData data, WebPubSubDataType dataType, string target = \"event\"" },
        { typeof(InvokeResponseError), "string name, string message" },
        { typeof(InvokeResponseMessage), "string invocationId, bool success, WebPubSubDataType? dataType, BinaryData data, InvokeResponseError error" },
#pragma warning restore WPSPREVIEW
    };

    [Theory, MemberData(nameof(Official), DisableDiscoveryEnumeration = true)]
    public void Message_HasTheOfficialConstructor(Type type, string parameters)
    {
        OfficialSignature.Constructors(type).Should().Equal($"{type.Name}({parameters})");
        foreach (string parameter in parameters.Split(", "))
        {
            string[] parts = parameter.Split(' ');
            OfficialSignature.Properties(type).Should().Contain($"{parts[0]} {char.ToUpperInvariant(parts[1][0])}{parts[1][1..]} {{ get; }}");
        }
    }

    [Fact]
    public void Client_HasTheOfficialMembers()
    {
        OfficialSignature.Methods(typeof(WebPubSubClient)).Should().Contain(
        [
            "Task<WebPubSubResult> JoinGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)",
            "Task<WebPubSubResult> LeaveGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)",
            "Task<WebPubSubResult> SendEventAsync(string eventName, BinaryData content, WebPubSubDataType dataType, long? ackId = null, bool fireAndForget = false, CancellationToken cancellationToken = default)",
            "Task<WebPubSubResult> SendToGroupAsync(string group, BinaryData content, WebPubSubDataType dataType, long? ackId = null, bool noEcho = false, bool fireAndForget = false, CancellationToken cancellationToken = default)",
            "Task StartAsync(CancellationToken cancellationToken = default)",
            "ValueTask DisposeAsync()",
        ]);
        OfficialSignature.Constructors(typeof(WebPubSubClient)).Should().Contain(
        [
            "WebPubSubClient()",
            "WebPubSubClient(WebPubSubClientCredential credential, WebPubSubClientOptions options = null)",
            "WebPubSubClient(Uri clientAccessUri)",
            "WebPubSubClient(Uri clientAccessUri, WebPubSubClientOptions options)",
        ]);
        typeof(WebPubSubClient).GetEvents().Select(e => $"{OfficialSignature.Name(e.EventHandlerType!)} {e.Name}").Should().Contain(
        [
            "Func<WebPubSubConnectedEventArgs, Task> Connected",
            "Func<WebPubSubDisconnectedEventArgs, Task> Disconnected",
            "Func<WebPubSubGroupMessageEventArgs, Task> GroupMessageReceived",
            "Func<WebPubSubRejoinGroupFailedEventArgs, Task> RejoinGroupFailed",
            "Func<WebPubSubServerMessageEventArgs, Task> ServerMessageReceived",
            "Func<WebPubSubStoppedEventArgs, Task> Stopped",
        ]);
    }
}
