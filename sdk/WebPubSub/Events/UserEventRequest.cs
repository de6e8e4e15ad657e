// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A client sent something: a raw message (event name <c>message</c>) or a custom event. The client's next message waits for the answer.</summary>
/// <remarks>Protocol reference: event handler, section 13.4.</remarks>
public sealed class UserEventRequest : WebPubSubEventRequest
{
    /// <summary>Creates a user event.</summary>
    /// <param name="context">The connection that it is about.</param>
    /// <param name="data">What the client sent.</param>
    /// <param name="dataType">What the bytes are.</param>
    /// <param name="contentType">The media type as the service sent it; that of <paramref name="dataType"/> when not given.</param>
    public UserEventRequest(WebPubSubConnectionContext context, BinaryData data, WebPubSubDataType dataType, string? contentType = null)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        DataType = dataType;
        ContentType = contentType ?? WebPubSubContentTypes.ToContentType(dataType);
    }

    /// <summary>Gets what the client sent.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets what the bytes are; binary for a media type that WebSocket clients do not have.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the media type as the service sent it: for MQTT clients, whatever their PUBLISH packet says.</summary>
    public string ContentType { get; }

    /// <summary>Gets whether no method of the hub handles the event, because <see cref="WebPubSubHub.OnMessageReceivedAsync"/> is not overridden.</summary>
    /// <value>The default is <see langword="false"/>. The value is known after the hub was called.</value>
    public bool IsUnhandled { get; internal set; }

    /// <summary>Gets the user properties of an MQTT client's PUBLISH packet; empty for other clients.</summary>
    /// <remarks>They travel as headers, whose names are compared ignoring case. Protocol reference: event handler, section 13.6.</remarks>
    public IReadOnlyList<MqttUserProperty> MqttUserProperties =>
        field ??= ConnectionContext.ReadMqttUserProperties();

#pragma warning disable CA1822 // the official packages have these as instance methods, and code that calls them must compile
    /// <summary>Answers the client with a text; with <see cref="WebPubSubDataType.Json"/>, with JSON that is already written.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="dataType">What it is.</param>
    /// <returns>The answer to return from the hub.</returns>
    public UserEventResponse CreateResponse(string data, WebPubSubDataType dataType = WebPubSubDataType.Text) => new(data, dataType);

    /// <summary>Answers the client.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <returns>The answer to return from the hub.</returns>
    public UserEventResponse CreateResponse(BinaryData data, WebPubSubDataType dataType) => new(data, dataType);

    /// <summary>Refuses the event: a raw client is disconnected, others get a failed acknowledgement if they asked for one.</summary>
    /// <param name="code">Why.</param>
    /// <param name="message">More words; the service does not pass them on to WebSocket clients.</param>
    /// <returns>The answer to return from the hub.</returns>
    public EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message) => new(code, message);

    /// <summary>Refuses the event with an HTTP status of its own.</summary>
    /// <param name="statusCode">The HTTP status, such as 403 or 429: 400 to 599.</param>
    /// <param name="message">More words; the service does not pass them on to WebSocket clients.</param>
    /// <returns>The answer to return from the hub.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is no refusal.</exception>
    public EventErrorResponse CreateErrorResponse(int statusCode, string? message = null) => new(statusCode, message);
#pragma warning restore CA1822
}
