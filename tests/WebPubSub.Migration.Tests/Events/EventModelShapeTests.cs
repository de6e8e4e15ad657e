// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Migration.Tests.Events;

/// <summary>
/// Checks that the models of Microsoft.Azure.WebPubSub.Common exist here, with the constructors, properties and methods that official programs use.
/// </summary>
public sealed class EventModelShapeTests
{
    private const string ContextArguments = "WebPubSubEventType eventType, string eventName, string hub, string connectionId";
    private const string Pairs = "IReadOnlyDictionary<string, string[]>";

    public static TheoryData<Type, string[], string[], string[]> Official => new()
    {
        {
            typeof(WebPubSubConnectionContext),
            [
                $"{ContextArguments}, string userId = null, string signature = null, string origin = null, IReadOnlyDictionary<string, BinaryData> connectionStates = null, {Pairs} headers = null",
                $"{ContextArguments}, string userId, string signature, string origin, IReadOnlyDictionary<string, object> states, {Pairs} headers",
            ],
            [
                "string ConnectionId", "IReadOnlyDictionary<string, BinaryData> ConnectionStates", "string EventName", "WebPubSubEventType EventType", $"{Pairs} Headers", "string Hub",
                "string Origin", "string Signature", "IReadOnlyDictionary<string, object> States", "string UserId",
            ],
            []
        },
        { typeof(ConnectedEventRequest), ["WebPubSubConnectionContext context"], ["WebPubSubConnectionContext ConnectionContext"], [] },
        {
            typeof(ConnectEventRequest),
            [$"WebPubSubConnectionContext context, {Pairs} claims, {Pairs} query, IEnumerable<string> subprotocols, IEnumerable<WebPubSubClientCertificate> certificates, {Pairs} headers = null"], // official: one constructor with headers and one without
            [$"{Pairs} Claims", "IReadOnlyList<WebPubSubClientCertificate> ClientCertificates", $"{Pairs} Headers", $"{Pairs} Query", "IReadOnlyList<string> Subprotocols"],
            [
                "EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string message)",
                "ConnectEventResponse CreateResponse(string userId, IEnumerable<string> groups, string subprotocol, IEnumerable<string> roles)",
            ]
        },
        {
            typeof(ConnectEventResponse),
            ["", "string userId, IEnumerable<string> groups, string subprotocol, IEnumerable<string> roles"],
            ["IReadOnlyDictionary<string, BinaryData> ConnectionStates", "string[] Groups { get; set; }", "string[] Roles { get; set; }", "IReadOnlyDictionary<string, object> States", "string Subprotocol { get; set; }", "string UserId { get; set; }"],
            ["void ClearStates()", "void SetState(string key, BinaryData value)", "void SetState(string key, object value)"]
        },
        { typeof(DisconnectedEventRequest), ["WebPubSubConnectionContext context, string reason"], ["string Reason"], [] },
        { typeof(EventErrorResponse), ["", "WebPubSubErrorCode code, string message = null"], ["WebPubSubErrorCode Code { get; set; }", "string ErrorMessage { get; set; }"], [] },
        { typeof(GroupJoinedEventRequest), ["WebPubSubConnectionContext context, string group"], ["string Group"], [] },
        { typeof(GroupLeftEventRequest), ["WebPubSubConnectionContext context, string group"], ["string Group"], [] },
        { typeof(PreflightRequest), ["bool isValid"], ["bool IsValid"], [] },
        {
            typeof(UserEventRequest),
            [],
            ["BinaryData Data", "WebPubSubDataType DataType"],
            [
                "EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string message)",
                "UserEventResponse CreateResponse(BinaryData data, WebPubSubDataType dataType)",
                "UserEventResponse CreateResponse(string data, WebPubSubDataType dataType = Text)",
            ]
        },
        {
            typeof(UserEventResponse),
            ["", "BinaryData data, WebPubSubDataType dataType", "string data, WebPubSubDataType dataType = Text"],
            ["IReadOnlyDictionary<string, BinaryData> ConnectionStates", "BinaryData Data { get; set; }", "WebPubSubDataType DataType { get; set; }", "IReadOnlyDictionary<string, object> States"],
            ["void ClearStates()", "void SetState(string key, BinaryData value)", "void SetState(string key, object value)"]
        },
        { typeof(WebPubSubClientCertificate), ["string thumbprint, string content = null"], ["string Content", "string Thumbprint"], [] },
        { typeof(MqttUserProperty), [], ["string Name", "string Value"], [] },
        { typeof(MqttConnectEventErrorResponse), ["MqttConnectEventErrorResponseProperties mqtt"], ["MqttConnectEventErrorResponseProperties Mqtt"], [] },
        {
            typeof(MqttConnectEventErrorResponseProperties),
            ["MqttV311ConnectReturnCode code", "MqttV500ConnectReasonCode code"],
            ["int Code", "string Reason { get; set; }", "IReadOnlyList<MqttUserProperty> UserProperties { get; set; }"],
            []
        },
        {
            typeof(MqttConnectEventRequest),
            [],
            ["MqttConnectProperties Mqtt"],
            [
                "EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string message = null)",
                "MqttConnectEventResponse CreateMqttResponse(string userId, IEnumerable<string> groups, IEnumerable<string> roles)",
                "MqttConnectEventErrorResponse CreateMqttV311ErrorResponse(MqttV311ConnectReturnCode code, string message = null)",
                "MqttConnectEventErrorResponse CreateMqttV50ErrorResponse(MqttV500ConnectReasonCode code, string message = null)",
            ]
        },
        { typeof(MqttConnectEventResponse), ["", "string userId, IEnumerable<string> groups, IEnumerable<string> roles"], ["MqttConnectEventResponseProperties Mqtt { get; set; }"], [] },
        { typeof(MqttConnectEventResponseProperties), [""], ["IReadOnlyList<MqttUserProperty> UserProperties { get; set; }"], [] },
        { typeof(MqttConnectionContext), [], ["string PhysicalConnectionId", "string SessionId"], [] },
        { typeof(MqttConnectProperties), [], ["string Password", "MqttProtocolVersion ProtocolVersion", "string Username", "IReadOnlyList<MqttUserProperty> UserProperties"], [] },
        { typeof(MqttDisconnectedEventRequest), ["MqttConnectionContext context, string reason, MqttDisconnectedEventRequestProperties mqtt"], ["MqttDisconnectedEventRequestProperties Mqtt"], [] },
        { typeof(MqttDisconnectedEventRequestProperties), [], ["MqttDisconnectPacketProperties DisconnectPacket", "bool InitiatedByClient"], [] },
        { typeof(MqttDisconnectPacketProperties), [], ["MqttDisconnectReasonCode Code", "IReadOnlyList<MqttUserProperty> UserProperties"], [] },
        {
            typeof(WebPubSubHub),
            [""],
            [],
            [
                "ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)",
                "Task OnConnectedAsync(ConnectedEventRequest request)",
                "Task OnDisconnectedAsync(DisconnectedEventRequest request)",
                "Task OnGroupJoinedAsync(GroupJoinedEventRequest request)",
                "Task OnGroupLeftAsync(GroupLeftEventRequest request)",
                "ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)",
            ]
        },
    };

    [Theory, MemberData(nameof(Official), DisableDiscoveryEnumeration = true)]
    public void Model_HasTheOfficialMembers(Type type, string[] constructors, string[] properties, string[] methods)
    {
        string[] own = [.. OfficialSignature.Properties(type).Select(property => property.Replace(" { get; }", "", StringComparison.Ordinal))];
        string[] inherited = [.. Ancestors(type).SelectMany(OfficialSignature.Methods)];

        constructors.Select(parameters => $"{type.Name}({parameters})").Except(OfficialSignature.Constructors(type)).Should().BeEmpty();
        properties.Except(own).Should().BeEmpty();
        methods.Except(inherited).Should().BeEmpty();
    }

    [Fact]
    public void Enums_HaveTheOfficialNumbers()
    {
        Enum.GetValues<WebPubSubDataType>().Select(value => $"{value} {(int)value}").Should().Contain(["Binary 0", "Json 1", "Text 2"]);
        Enum.GetValues<WebPubSubErrorCode>().Select(value => $"{value} {(int)value}").Should().Equal("Unauthorized 0", "UserError 1", "ServerError 2");
        Enum.GetValues<WebPubSubEventType>().Select(value => $"{value} {(int)value}").Should().Equal("System 0", "User 1", "GroupPresence 2");
        ((int)MqttProtocolVersion.V311).Should().Be(4);
        ((int)MqttProtocolVersion.V500).Should().Be(5);
    }

    [Fact]
    public void States_AreJsonTexts()
    {
        var response = new UserEventResponse();
        response.SetState("count", BinaryData.FromString("1"));
        response.SetState("name", (object)"ann");
        var context = new WebPubSubConnectionContext(
            WebPubSubEventType.User, "message", "chat", "c", null, null, null, new Dictionary<string, object> { ["count"] = "1", ["name"] = BinaryData.FromString("\"ann\"") }, null);

        response.States.Should().Equal(new Dictionary<string, object> { ["count"] = "1", ["name"] = "\"ann\"" });
        context.States.Should().Equal(response.States);
        context.GetState<int>("count").Should().Be(1);
        JsonSerializer.Deserialize<string>((string)context.States["name"]).Should().Be("ann");
    }

    [Fact]
    public void Context_WithoutStates_BindsToTheNewerConstructor()
    {
        var context = new WebPubSubConnectionContext(WebPubSubEventType.User, "message", "chat", "c", null, null, null, null, null);

        context.States.Should().BeEmpty();
        FluentActions.Invoking(() => new WebPubSubConnectionContext(WebPubSubEventType.User, "e", "h", "c", null, null, null, new Dictionary<string, object> { ["k"] = 1 }, null))
            .Should().Throw<ArgumentException>().WithParameterName("states");
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? next = type; next is not null && next != typeof(object); next = next.BaseType)
        {
            yield return next;
        }
    }
}
