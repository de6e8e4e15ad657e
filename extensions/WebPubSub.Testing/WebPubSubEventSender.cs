// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Testing;

/// <summary>A test double of the service that sends signed events with all headers to an event handler.</summary>
/// <remarks>
/// Use it with the <see cref="HttpClient"/> of a <c>WebApplicationFactory</c> or of a running application.
/// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.
/// </remarks>
public sealed class WebPubSubEventSender
{
    private readonly TestEventTransport _transport;
    private int _connections;

    /// <summary>Creates a sender for a connection string.</summary>
    /// <param name="http">The client of the application under test.</param>
    /// <param name="connectionString">The connection string of the application. Events come from its host and are signed with its key.</param>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="path">The path that the hub is mapped to. The event name replaces <c>{event}</c> in the path.</param>
    /// <exception cref="ArgumentException">The connection string or the hub name is invalid.</exception>
    public WebPubSubEventSender(HttpClient http, string connectionString, string hub, string path)
        : this(http, new WebPubSubServiceEndpoint(connectionString), hub, path)
    {
    }

    /// <summary>Creates a sender for an endpoint.</summary>
    /// <param name="http">The client of the application under test.</param>
    /// <param name="endpoint">The endpoint of the application. Without an access key, events are not signed.</param>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="path">The path that the hub is mapped to. The event name replaces <c>{event}</c> in the path.</param>
    /// <exception cref="ArgumentException">The hub name is invalid.</exception>
    public WebPubSubEventSender(HttpClient http, WebPubSubServiceEndpoint endpoint, string hub, string path)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(path);
        WebPubSubNames.ThrowIfNotHub(hub);
        _transport = new TestEventTransport(http, endpoint.KeyCredential is { } key ? [key.Key] : [], endpoint.Endpoint.Host, hub, path);
    }

    /// <summary>Gets the name of the hub.</summary>
    public string Hub => _transport.Hub;

    /// <summary>Gets the path that the hub is mapped to.</summary>
    public string Path => _transport.Path;

    /// <summary>Gets or sets the clock for the timestamps of events.</summary>
    /// <value>The default is the system clock.</value>
    public TimeProvider TimeProvider
    {
        get => _transport.TimeProvider;
        set => _transport.TimeProvider = value;
    }

    /// <summary>Creates a client connection that can raise events. It does not send a request.</summary>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous user.</param>
    /// <param name="connectionId">The connection ID. The default is a generated ID that is unique for this sender.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateConnection(string? userId = null, string? connectionId = null) =>
        new(_transport, connectionId ?? string.Create(CultureInfo.InvariantCulture, $"connection-{Interlocked.Increment(ref _connections)}"), userId);

    /// <summary>Creates the session of an MQTT client that can raise events. It does not send a request.</summary>
    /// <param name="mqtt">The properties of the CONNECT packet.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous user.</param>
    /// <param name="clientId">The MQTT client ID. The default is a generated ID that is unique for this sender.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateMqttConnection(MqttConnectProperties mqtt, string? userId = null, string? clientId = null)
    {
        ArgumentNullException.ThrowIfNull(mqtt);
        TestConnection connection = CreateConnection(userId, clientId);
        connection.Mqtt = mqtt;
        connection.Subprotocol = "mqtt";
        return connection;
    }

    /// <summary>Sends a webhook validation request to the event handler, as the service does before it sends events.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> if the event handler accepts events from the host of the endpoint.</returns>
    public Task<bool> ValidateAsync(CancellationToken cancellationToken = default) => _transport.ValidateAsync(cancellationToken);
}
