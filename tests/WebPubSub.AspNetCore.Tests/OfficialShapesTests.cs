// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>
/// Tests with a program for the official packages. It compiles and works after a change of the <c>using</c> lines. See
/// docs/protocols/event-handler.md#181-public-surface-of-the-net-handler.
/// </summary>
public sealed class OfficialShapesTests
{
    [Fact]
    public async Task MqttHub_OfTheOfficialShape_Works()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddWebPubSubServiceClient<OfficialHub>(),
            map: application => application.MapWebPubSubHub<OfficialHub>("/eventhandler/{*path}", nameof(OfficialHub)));

        (await SendAsync(app, "gooduser")).Should().Be("""200 {"userId":"alice","mqtt":{"userProperties":[{"name":"name1","value":"value1"}]}}""");
        (await SendAsync(app, "baduser")).Should().Be("""401 {"mqtt":{"code":135,"reason":"not authorized"}}""");
        (await app.Http.SendAsync(Message(EventMessage.User("message", "hi")))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await app.Http.SendAsync(Message(EventMessage.Create("azure.webpubsub.sys.disconnected", "disconnected", "{}")))).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private static async Task<string> SendAsync(HandlerApp app, string user)
    {
        HttpResponseMessage response = await app.Http.SendAsync(Message(EventMessage.Create(
            "azure.webpubsub.sys.connect", "connect", $$$"""{"mqtt":{"protocolVersion":5,"username":"{{{user}}}","password":null,"userProperties":null}}""")));
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    private static HttpRequestMessage Message(HttpRequestMessage request) =>
        request.With("ce-hub", nameof(OfficialHub)).With("ce-physicalConnectionId", "p").With("ce-sessionId", "s").With("ce-subprotocol", "mqtt");

    private sealed class OfficialHub : WebPubSubHub
    {
        private readonly WebPubSubServiceClient<OfficialHub> _serviceClient;

        public OfficialHub(WebPubSubServiceClient<OfficialHub> serviceClient)
        {
            _serviceClient = serviceClient;
        }

        public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
        {
            if (request is MqttConnectEventRequest mqttRequest)
            {
                if (mqttRequest.Mqtt.Username != "baduser")
                {
                    MqttConnectEventResponse response = mqttRequest.CreateMqttResponse(mqttRequest.ConnectionContext.UserId, null, null);
                    response.Mqtt.UserProperties = new List<MqttUserProperty> { new("name1", "value1") };
                    return new ValueTask<ConnectEventResponse>(response);
                }

                throw mqttRequest.Mqtt.ProtocolVersion switch
                {
                    MqttProtocolVersion.V311 => new MqttConnectionException(
                        mqttRequest.CreateMqttV311ErrorResponse(MqttV311ConnectReturnCode.NotAuthorized, "not authorized")),
                    MqttProtocolVersion.V500 => new MqttConnectionException(
                        mqttRequest.CreateMqttV50ErrorResponse(MqttV500ConnectReasonCode.NotAuthorized, "not authorized")),
                    _ => new NotSupportedException("Unsupported MQTT protocol version."),
                };
            }

            return new ValueTask<ConnectEventResponse>(request.CreateResponse(request.ConnectionContext.UserId, null, null, null));
        }

        public override Task OnConnectedAsync(ConnectedEventRequest request) =>
            request.ConnectionContext is MqttConnectionContext mqttContext && mqttContext.SessionId is not null
                ? Task.CompletedTask
                : _serviceClient.SendToAllAsync($"[SYSTEM] {request.ConnectionContext.UserId} joined.");

        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            UserEventResponse response = request.CreateResponse($"[SYSTEM] ack {request.Data}.");
            response.SetState("lastMessage", request.Data.ToString());
            return new ValueTask<UserEventResponse>(response);
        }

        public override Task OnDisconnectedAsync(DisconnectedEventRequest request)
        {
            if (request is MqttDisconnectedEventRequest { Mqtt: { InitiatedByClient: true, DisconnectPacket: not null } mqtt })
            {
                _ = mqtt.DisconnectPacket.Code == MqttDisconnectReasonCode.NormalDisconnection;
            }

            return Task.CompletedTask;
        }
    }
}
