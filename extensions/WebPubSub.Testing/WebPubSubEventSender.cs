// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Testing;

/// <summary>Stands in for the service: sends events to an event handler as the service does, signed and with every header.</summary>
/// <remarks>
/// Made for the <see cref="HttpClient"/> of a <c>WebApplicationFactory</c> or of a running application. Protocol reference: event handler, sections 3 to 7.
/// </remarks>
public sealed class WebPubSubEventSender
{
    private readonly TestEventTransport _transport;
    private int _connections;

    /// <summary>Creates a sender.</summary>
    /// <param name="http">The application under test.</param>
    /// <param name="connectionString">The connection string that the application was given: events come from its host and are signed with its key.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="path">The path that the hub is mapped to; <c>{event}</c> in it is replaced by the name of the event.</param>
    /// <exception cref="ArgumentException">The connection string or the hub is malformed.</exception>
    public WebPubSubEventSender(HttpClient http, string connectionString, string hub, string path)
        : this(http, new WebPubSubServiceEndpoint(connectionString), hub, path)
    {
    }

    /// <summary>Creates a sender.</summary>
    /// <param name="http">The application under test.</param>
    /// <param name="endpoint">The resource that the application was given; without an access key, events are not signed.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="path">The path that the hub is mapped to; <c>{event}</c> in it is replaced by the name of the event.</param>
    /// <exception cref="ArgumentException">The hub is malformed.</exception>
    public WebPubSubEventSender(HttpClient http, WebPubSubServiceEndpoint endpoint, string hub, string path)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(path);
        WebPubSubNames.ThrowIfNotHub(hub);
        _transport = new TestEventTransport(http, endpoint.KeyCredential is { } key ? [key.Key] : [], endpoint.Endpoint.Host, hub, path);
    }

    /// <summary>Gets the hub.</summary>
    public string Hub => _transport.Hub;

    /// <summary>Gets the path that the hub is mapped to.</summary>
    public string Path => _transport.Path;

    /// <summary>Gets or sets the clock that events are stamped with.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider TimeProvider
    {
        get => _transport.TimeProvider;
        set => _transport.TimeProvider = value;
    }

    /// <summary>Starts a client connection, whose events it then raises. Nothing is sent yet.</summary>
    /// <param name="userId">Its user, or <see langword="null"/> for an anonymous one.</param>
    /// <param name="connectionId">Its id; one that was not used before when not given.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateConnection(string? userId = null, string? connectionId = null) =>
        new(_transport, connectionId ?? string.Create(CultureInfo.InvariantCulture, $"connection-{Interlocked.Increment(ref _connections)}"), userId);

    /// <summary>Starts the session of an MQTT client, whose events it then raises. Nothing is sent yet.</summary>
    /// <param name="mqtt">What its CONNECT packet says.</param>
    /// <param name="userId">Its user, or <see langword="null"/> for an anonymous one.</param>
    /// <param name="clientId">Its MQTT client id; one that was not used before when not given.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateMqttConnection(MqttConnectProperties mqtt, string? userId = null, string? clientId = null)
    {
        ArgumentNullException.ThrowIfNull(mqtt);
        TestConnection connection = CreateConnection(userId, clientId);
        connection.Mqtt = mqtt;
        connection.Subprotocol = "mqtt";
        return connection;
    }

    /// <summary>Asks the handler, as the service does before it sends events, whether it wants them from here.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether the service would send events.</returns>
    public Task<bool> ValidateAsync(CancellationToken cancellationToken = default) => _transport.ValidateAsync(cancellationToken);
}
