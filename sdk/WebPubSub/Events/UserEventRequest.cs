// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when a client sends a raw message (event name <c>message</c>) or a custom event.</summary>
/// <remarks>The service handles the next message of the client after it has received the response.</remarks>
public sealed class UserEventRequest : WebPubSubEventRequest
{
    /// <summary>Creates an event, for example for a test.</summary>
    /// <param name="context">The connection of the event.</param>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="contentType">The media type. The default is the media type of <paramref name="dataType"/>.</param>
    public UserEventRequest(WebPubSubConnectionContext context, BinaryData data, WebPubSubDataType dataType, string? contentType = null)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        DataType = dataType;
        ContentType = contentType ?? WebPubSubContentTypes.ToContentType(dataType);
    }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the type of the data. It is binary for a media type that has no data type.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the media type. For MQTT clients, it is the media type of the PUBLISH packet.</summary>
    public string ContentType { get; }

    /// <summary>Gets whether no method of the hub handles the event, because <see cref="WebPubSubHub.OnMessageReceivedAsync"/> is not overridden.</summary>
    /// <value>The default is <see langword="false"/>. Read the value after the hub method has returned.</value>
    public bool IsUnhandled { get; internal set; }

    /// <summary>Gets the user properties of the PUBLISH packet of an MQTT client. Empty for other clients.</summary>
    /// <remarks>The service sends them as headers, so their names are not case-sensitive.</remarks>
    public IReadOnlyList<MqttUserProperty> MqttUserProperties =>
        field ??= ConnectionContext.ReadMqttUserProperties();

#pragma warning disable CA1822 // the official packages have these as instance methods, and code that calls them must compile
    /// <summary>Creates a response with a text, or with JSON text for <see cref="WebPubSubDataType.Json"/>.</summary>
    /// <param name="data">The data of the response.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <returns>The response to return from the hub.</returns>
    public UserEventResponse CreateResponse(string data, WebPubSubDataType dataType = WebPubSubDataType.Text) => new(data, dataType);

    /// <summary>Creates a response.</summary>
    /// <param name="data">The data of the response.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <returns>The response to return from the hub.</returns>
    public UserEventResponse CreateResponse(BinaryData data, WebPubSubDataType dataType) => new(data, dataType);

    /// <summary>Creates a response that rejects the event.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">The error message. The service does not send it to WebSocket clients.</param>
    /// <returns>The response to return from the hub.</returns>
    /// <remarks>The service disconnects a raw client. Other clients receive a failed acknowledgement if they requested an acknowledgement.</remarks>
    public EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message) => new(code, message);

    /// <summary>Creates a response that rejects the event with an HTTP status.</summary>
    /// <param name="statusCode">The HTTP status, such as 403 or 429: 400 to 599.</param>
    /// <param name="message">The error message. The service does not send it to WebSocket clients.</param>
    /// <returns>The response to return from the hub.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 400 to 599.</exception>
    public EventErrorResponse CreateErrorResponse(int statusCode, string? message = null) => new(statusCode, message);
#pragma warning restore CA1822
}
