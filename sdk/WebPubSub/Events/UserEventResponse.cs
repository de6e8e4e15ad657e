// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A response to a user event. Without data, it reports only that the event succeeded.</summary>
public class UserEventResponse : ConnectionStateResponse
{
    private Dictionary<string, string>? _metadata;

    /// <summary>Creates a response without data.</summary>
    public UserEventResponse()
    {
    }

    /// <summary>Creates a response with a text, or with JSON text for <see cref="WebPubSubDataType.Json"/>.</summary>
    /// <param name="data">The data of the response.</param>
    /// <param name="dataType">The type of the data.</param>
    public UserEventResponse(string data, WebPubSubDataType dataType = WebPubSubDataType.Text)
        : this(BinaryData.FromString(data), dataType)
    {
    }

    /// <summary>Creates a response with data.</summary>
    /// <param name="data">The data of the response.</param>
    /// <param name="dataType">The type of the data.</param>
    public UserEventResponse(BinaryData data, WebPubSubDataType dataType)
    {
        Data = data;
        DataType = dataType;
    }

    /// <summary>Gets or sets the data. With <see langword="null"/> or empty data, the response has no data.</summary>
    public BinaryData? Data { get; set; }

    /// <summary>Gets or sets the type of the data.</summary>
    public WebPubSubDataType DataType { get; set; }

    /// <summary>Gets or sets the media type of the response, for MQTT clients. The default is the media type of <see cref="DataType"/>.</summary>
    /// <remarks>For WebSocket clients, the service accepts only the media types of <see cref="WebPubSubDataType"/>. With another type, the event fails.</remarks>
    public string? ContentType { get; set; }

    /// <summary>Gets the metadata of the response. Names are not case-sensitive.</summary>
    /// <remarks>
    /// A name is an HTTP token of at most 256 characters. A value has at most 1024 ASCII characters. It must not contain a comma or a control character, or
    /// start or end with white space. All names and values have at most 8192 characters in total. A response that violates a limit fails.
    /// </remarks>
    public IDictionary<string, string> Metadata => _metadata ??= new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the user properties of the response to an MQTT 5.0 client.</summary>
    public IReadOnlyList<MqttUserProperty>? MqttUserProperties { get; set; }

    internal IReadOnlyDictionary<string, string>? MetadataOrNone => _metadata;

    /// <summary>Gets the error that this response wraps, or <see langword="null"/> if it is a success.</summary>
    public EventErrorResponse? Error { get; private init; }

    /// <summary>Converts an error to a response, so that a hub can return it.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator UserEventResponse(EventErrorResponse error) => FromEventErrorResponse(error);

    /// <summary>Converts an error to a response, for languages without conversion operators.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The response.</returns>
    public static UserEventResponse FromEventErrorResponse(EventErrorResponse error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new UserEventResponse { Error = error };
    }
}
