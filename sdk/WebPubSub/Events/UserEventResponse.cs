// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Answers a user event; without data, with nothing but success.</summary>
/// <remarks>Protocol reference: event handler, section 13.4.</remarks>
public class UserEventResponse : ConnectionStateResponse
{
    private Dictionary<string, string>? _metadata;

    /// <summary>Answers with success and no data.</summary>
    public UserEventResponse()
    {
    }

    /// <summary>Answers with a text; with <see cref="WebPubSubDataType.Json"/>, with JSON that is already written.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="dataType">What it is.</param>
    public UserEventResponse(string data, WebPubSubDataType dataType = WebPubSubDataType.Text)
        : this(BinaryData.FromString(data), dataType)
    {
    }

    /// <summary>Answers with data.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="dataType">What its bytes are.</param>
    public UserEventResponse(BinaryData data, WebPubSubDataType dataType)
    {
        Data = data;
        DataType = dataType;
    }

    /// <summary>Gets or sets the answer; <see langword="null"/> or empty for none.</summary>
    public BinaryData? Data { get; set; }

    /// <summary>Gets or sets what the bytes of the answer are.</summary>
    public WebPubSubDataType DataType { get; set; }

    /// <summary>Gets or sets the media type of the answer to an MQTT client; not given, that of <see cref="DataType"/>.</summary>
    /// <remarks>WebSocket clients know text, JSON and binary only: another type fails the event.</remarks>
    public string? ContentType { get; set; }

    /// <summary>Gets pairs that go with the answer as its metadata; names are compared ignoring case.</summary>
    /// <remarks>
    /// Names are HTTP tokens of at most 256 characters; values are ASCII of at most 1024, without comma and line break; 8192 in all. An answer that
    /// breaks this fails. Protocol reference: event handler, section 10.
    /// </remarks>
    public IDictionary<string, string> Metadata => _metadata ??= new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the user properties of the answer to an MQTT 5.0 client.</summary>
    public IReadOnlyList<MqttUserProperty>? MqttUserProperties { get; set; }

    internal IReadOnlyDictionary<string, string>? MetadataOrNone => _metadata;

    /// <summary>Gets the refusal that this answer stands for, or <see langword="null"/> when it is a success.</summary>
    public EventErrorResponse? Error { get; private init; }

    /// <summary>Lets a hub return a refusal where a success is expected.</summary>
    /// <param name="error">The refusal.</param>
    public static implicit operator UserEventResponse(EventErrorResponse error) => FromEventErrorResponse(error);

    /// <summary>Wraps a refusal, for languages without conversion operators.</summary>
    /// <param name="error">The refusal.</param>
    /// <returns>An answer that refuses.</returns>
    public static UserEventResponse FromEventErrorResponse(EventErrorResponse error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new UserEventResponse { Error = error };
    }
}
