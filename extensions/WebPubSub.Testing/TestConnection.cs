// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;

namespace WebPubSub.Testing;

/// <summary>A client connection that raises events. It stores the user, the subprotocol and the state that the event handler returns, as the service does.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.</remarks>
public sealed class TestConnection
{
    private const string Json = "application/json";
    private readonly TestEventTransport _transport;
    private long _events;

    internal TestConnection(TestEventTransport transport, string connectionId, string? userId)
    {
        _transport = transport;
        ConnectionId = connectionId;
        UserId = userId;
    }

    /// <summary>Gets the connection ID.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets or sets the user ID; <see langword="null"/> for an anonymous user. The answer to a connect event can change it.</summary>
    public string? UserId { get; set; }

    /// <summary>Gets or sets the WebSocket subprotocol. The answer to a connect event can set it.</summary>
    public string? Subprotocol { get; set; }

    /// <summary>
    /// Gets or sets the connection state in the encoding of the <c>ce-connectionState</c> header; <see langword="null"/> until an answer of the event handler sets it.
    /// </summary>
    public string? RawConnectionState { get; set; }

    /// <summary>Gets the properties of the CONNECT packet of an MQTT client, or <see langword="null"/> for a WebSocket client.</summary>
    public MqttConnectProperties? Mqtt { get; internal set; }

    /// <summary>Raises a connect event.</summary>
    /// <param name="claims">The claims of the client's token.</param>
    /// <param name="query">The query of the client's request.</param>
    /// <param name="headers">The headers of the client's request.</param>
    /// <param name="subprotocols">The subprotocols that the client offers.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public async Task<TestEventResult> ConnectAsync(
        IReadOnlyDictionary<string, string[]>? claims = null,
        IReadOnlyDictionary<string, string[]>? query = null,
        IReadOnlyDictionary<string, string[]>? headers = null,
        IEnumerable<string>? subprotocols = null,
        CancellationToken cancellationToken = default)
    {
        TestEventResult result = await SendAsync(
            CreateSystemRequest("connect", TestEventBodies.Connect(claims, query, headers, Mqtt is null ? subprotocols : ["mqtt"], Mqtt)), cancellationToken).ConfigureAwait(false);
        if (result.IsSuccess && !result.Body.IsEmpty)
        {
            using JsonDocument reply = JsonDocument.Parse(result.Body.ToMemory());
            UserId = Text(reply.RootElement, "userId") is { } userId ? (userId.Length == 0 ? null : userId) : UserId;
            Subprotocol = Text(reply.RootElement, "subprotocol") ?? Subprotocol;
        }

        return result;
    }

    /// <summary>Raises a connected event.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> ConnectedAsync(CancellationToken cancellationToken = default) =>
        SendAsync(CreateSystemRequest("connected", TestEventBodies.Empty), cancellationToken);

    /// <summary>Raises a disconnected event.</summary>
    /// <param name="reason">The reason why the connection ended.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> DisconnectedAsync(string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(CreateSystemRequest("disconnected", TestEventBodies.Disconnected(reason, Mqtt is not null)), cancellationToken);

    /// <summary>Raises a <c>joined</c> event: the connection joined a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> GroupJoinedAsync(string group, CancellationToken cancellationToken = default) =>
        SendAsync(CreateEvent("azure.webpubsub.gp.joined", "joined", Json, TestEventBodies.Group(group)), cancellationToken);

    /// <summary>Raises a <c>left</c> event: the connection left a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> GroupLeftAsync(string group, CancellationToken cancellationToken = default) =>
        SendAsync(CreateEvent("azure.webpubsub.gp.left", "left", Json, TestEventBodies.Group(group)), cancellationToken);

    /// <summary>Raises a user event with text data.</summary>
    /// <param name="eventName">The name of the event. Events of raw clients have the name <c>message</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> SendEventAsync(string eventName, string text, CancellationToken cancellationToken = default) =>
        SendEventAsync(eventName, BinaryData.FromString(text), WebPubSubDataType.Text, null, cancellationToken);

    /// <summary>Raises a user event.</summary>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="data">The data that the client sends.</param>
    /// <param name="dataType">The type of the data. For <see cref="WebPubSubDataType.Json"/>, the data must be serialized JSON.</param>
    /// <param name="metadata">The metadata of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer of the event handler.</returns>
    public Task<TestEventResult> SendEventAsync(
        string eventName,
        BinaryData data,
        WebPubSubDataType dataType,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(CreateRequest(eventName, data, dataType, metadata), cancellationToken);

    /// <summary>Creates the request of a user event without sending it, so that a test can change the request.</summary>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="data">The data that the client sends.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="metadata">The metadata of the message.</param>
    /// <returns>The signed request with all headers that the service sends.</returns>
    public HttpRequestMessage CreateRequest(
        string eventName, BinaryData data, WebPubSubDataType dataType, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(data);
        HttpRequestMessage request = CreateEvent(
            "azure.webpubsub.user." + eventName, eventName, WebPubSubContentTypes.ToContentType(dataType), data.ToMemory());
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            request.Headers.TryAddWithoutValidation("x-webpubsub-metadata-" + key.ToLowerInvariant(), value);
        }

        return request;
    }

    private HttpRequestMessage CreateSystemRequest(string eventName, ReadOnlyMemory<byte> body) =>
        CreateEvent("azure.webpubsub.sys." + eventName, eventName, Json, body);

    private HttpRequestMessage CreateEvent(string type, string eventName, string contentType, ReadOnlyMemory<byte> body) => _transport.CreateRequest(
        ConnectionId,
        type,
        eventName,
        contentType,
        body,
        [
            new("ce-id", (_events++).ToString(CultureInfo.InvariantCulture)),
            new("ce-userId", UserId),
            new("ce-subprotocol", Subprotocol),
            new("ce-connectionState", RawConnectionState),
            new("ce-physicalConnectionId", Mqtt is null ? null : ConnectionId + "-physical"),
            new("ce-sessionId", Mqtt is null || eventName == "connect" ? null : ConnectionId + "-session"),
        ]);

    private async Task<TestEventResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            TestEventResult result = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            RawConnectionState = result.IsSuccess ? result.RawConnectionState ?? RawConnectionState : RawConnectionState;
            return result;
        }
    }

    private static string? Text(JsonElement reply, string name) =>
        reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
