// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>The connection of an event, and the data that the service sends with the event.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">CloudEvents of Web PubSub</see>.</remarks>
public class WebPubSubConnectionContext
{
    private static readonly ReadOnlyDictionary<string, string[]> NoHeaders = ReadOnlyDictionary<string, string[]>.Empty;

    private IReadOnlyDictionary<string, BinaryData>? _connectionStates;

    /// <summary>Creates the context of an event, for example for a test.</summary>
    /// <param name="eventType">The category of the event.</param>
    /// <param name="eventName">The name of the event without prefix, such as <c>connect</c> or <c>message</c>.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="signature">The value of <c>ce-signature</c>.</param>
    /// <param name="origin">The value of <c>WebHook-Request-Origin</c>: the host or hosts of the service.</param>
    /// <param name="connectionStates">The states. The default is <see langword="null"/>, which reads them from <see cref="RawConnectionState"/>.</param>
    /// <param name="headers">The headers of the request.</param>
    public WebPubSubConnectionContext(
        WebPubSubEventType eventType,
        string eventName,
        string hub,
        string connectionId,
        string? userId = null,
        string? signature = null,
        string? origin = null,
        IReadOnlyDictionary<string, BinaryData>? connectionStates = null,
        IReadOnlyDictionary<string, string[]>? headers = null)
    {
        EventType = eventType;
        EventName = eventName;
        Hub = hub;
        ConnectionId = connectionId;
        UserId = userId;
        Signature = signature;
        Origin = origin;
        _connectionStates = connectionStates;
        Headers = headers ?? NoHeaders;
    }

    /// <summary>Creates the context of an event from states that are JSON texts.</summary>
    /// <param name="eventType">The category of the event.</param>
    /// <param name="eventName">The name of the event without prefix, such as <c>connect</c> or <c>message</c>.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="signature">The value of <c>ce-signature</c>.</param>
    /// <param name="origin">The value of <c>WebHook-Request-Origin</c>.</param>
    /// <param name="states">The states of the connection. Each value is a JSON text, as a <see cref="string"/> or a <see cref="BinaryData"/>.</param>
    /// <param name="headers">The headers of the request.</param>
    /// <exception cref="ArgumentException">A state is neither a <see cref="string"/> nor a <see cref="BinaryData"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(OverloadPriority.Additional)] // a 'null' literal for the states selects the other constructor
    public WebPubSubConnectionContext(
        WebPubSubEventType eventType,
        string eventName,
        string hub,
        string connectionId,
        string? userId,
        string? signature,
        string? origin,
        IReadOnlyDictionary<string, object>? states,
        IReadOnlyDictionary<string, string[]>? headers)
        : this(eventType, eventName, hub, connectionId, userId, signature, origin, ToStates(states), headers)
    {
    }

    /// <summary>Gets the category of the event.</summary>
    public WebPubSubEventType EventType { get; }

    /// <summary>Gets the name of the event without prefix, such as <c>connect</c> or <c>message</c>.</summary>
    public string EventName { get; }

    /// <summary>Gets the hub.</summary>
    public string Hub { get; }

    /// <summary>Gets the connection ID, which is the same for all events of a connection.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets the user ID, or <see langword="null"/> for an anonymous connection.</summary>
    public string? UserId { get; }

    /// <summary>Gets the value of <c>ce-signature</c>. The ASP.NET Core handler verifies it before it calls the hub.</summary>
    public string? Signature { get; }

    /// <summary>Gets the value of <c>WebHook-Request-Origin</c>: the host of the service, or several separated by commas.</summary>
    public string? Origin { get; }

    /// <summary>Gets or sets the endpoint of the resource whose access key has verified the event. The ASP.NET Core handler sets it.</summary>
    /// <value><see langword="null"/> if a key of <c>WebPubSubOptions.AdditionalAccessKeys</c>, or a token, has verified the event, or if it is not verified.</value>
    public Uri? VerifiedEndpoint { get; set; }

    /// <summary>Gets the states of the connection, which earlier responses have set. Empty if there are none.</summary>
    public IReadOnlyDictionary<string, BinaryData> ConnectionStates => _connectionStates ??= ConnectionStateHeader.Parse(RawConnectionState);

    /// <summary>Gets whether the states have not been read from <see cref="RawConnectionState"/> yet.</summary>
    internal bool HasUnreadStates => _connectionStates is null;

    /// <summary>Gets the states of the connection as JSON texts. <see cref="ConnectionStates"/> and <see cref="GetState{T}(string, JsonTypeInfo{T})"/> are easier to use.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IReadOnlyDictionary<string, object> States => ConnectionStateHeader.ToTexts(ConnectionStates);

    /// <summary>Gets the value of <c>ce-connectionState</c>. It is <see langword="null"/> until a response sets states.</summary>
    public string? RawConnectionState { get; init; }

    /// <summary>Gets the WebSocket subprotocol of the connection, or <see langword="null"/> if it has none. A connect event has no subprotocol yet.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>Gets the number of the event on its connection, starting at 0.</summary>
    /// <value>The value of <c>ce-id</c>. A repeated event has the same value.</value>
    /// <remarks>Together with <see cref="Hub"/> and <see cref="ConnectionId"/>, the number identifies the event.</remarks>
    public string? EventId { get; init; }

    /// <summary>Gets the time at which the event was sent, in whole seconds, or <see langword="null"/> if it is unknown.</summary>
    public DateTimeOffset? EventTime
    {
        get => DateTimeOffset.TryParse(RawEventTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
        init => RawEventTime = value?.ToString("O", CultureInfo.InvariantCulture);
    }

    internal string? RawEventTime { get; init; }

    /// <summary>Gets the value of <c>x-ms-client-request-id</c>, for logs.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the metadata that the client sent with its message. Names are in lower case. Empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => field ??= EventHeaders.ReadMetadata(Headers);

    /// <summary>Gets the headers of the request.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    private static Dictionary<string, BinaryData>? ToStates(IReadOnlyDictionary<string, object>? states) => states?.ToDictionary(
        state => state.Key,
        state => state.Value switch
        {
            BinaryData json => json,
            string json => BinaryData.FromString(json),
            _ => throw new ArgumentException(
                $"A state must be a JSON text, as a string or a BinaryData, but '{state.Key}' is a {state.Value?.GetType().Name ?? "null"}.", nameof(states)),
        });

    internal virtual IReadOnlyList<MqttUserProperty> ReadMqttUserProperties() => [];

    /// <summary>Gets one state as an object.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">The name of the state.</param>
    /// <param name="jsonTypeInfo">The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>The value, or the default value if the state does not exist or is not a <typeparamref name="T"/>.</returns>
    /// <remarks>The method reads states of the official .NET handler and of the JavaScript handler.</remarks>
    public T? GetState<T>(string key, JsonTypeInfo<T> jsonTypeInfo)
    {
        try
        {
            return ConnectionStates.TryGetValue(key, out BinaryData? value) ? JsonSerializer.Deserialize(value, jsonTypeInfo) : default;
        }
        catch (JsonException)
        {
            return default; // another version of the application, or another handler, can have set the state
        }
    }

    /// <inheritdoc cref="GetState{T}(string, JsonTypeInfo{T})"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public T? GetState<T>(string key)
    {
        try
        {
            return ConnectionStates.TryGetValue(key, out BinaryData? value) ? JsonSerializer.Deserialize<T>(value, JsonSerializerOptions.Web) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
