// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Protocol;

namespace WebPubSub;

/// <summary>Turns a hub's answer into the HTTP answer to the service. Knows nothing of any web server.</summary>
/// <remarks>Protocol reference: event handler, sections 5, 9, 10 and 13.</remarks>
public static class WebPubSubEventWriter
{
    private const string Json = "application/json";
    private const string StateHeader = "ce-connectionState";
    private static readonly WebPubSubEventReply NoContent = new(204);

    /// <summary>Writes an answer.</summary>
    /// <param name="response">What the hub returned; <see langword="null"/> is a success with nothing to say.</param>
    /// <param name="request">The event; its states are merged with those of the answer, and a refusal is put into its client's terms.</param>
    /// <returns>The HTTP answer.</returns>
    /// <exception cref="InvalidOperationException">The answer has metadata that cannot be sent; the message says what is wrong with it.</exception>
    public static WebPubSubEventReply Write(WebPubSubEventResponse? response, WebPubSubEventRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return response switch
        {
            ConnectEventResponse { Error: { } error } => WriteError(error, request),
            UserEventResponse { Error: { } error } => WriteError(error, request),
            EventErrorResponse error => WriteError(error, request),
            ConnectEventResponse connect => WriteConnect(connect, request.ConnectionContext),
            UserEventResponse user => WriteUser(user, request.ConnectionContext),
            _ => NoContent,
        };
    }

    private static WebPubSubEventReply WriteConnect(ConnectEventResponse response, WebPubSubConnectionContext context)
    {
        var reply = new ConnectEventReply(
            response.UserId,
            response.Groups,
            string.IsNullOrEmpty(response.Subprotocol) ? null : response.Subprotocol, // a blank one is invalid in the handshake
            response.Roles,
            response is MqttConnectEventResponse { Mqtt: { UserProperties: not null } mqtt } ? mqtt : null);
        return new WebPubSubEventReply(200) { ContentType = Json, Body = ToJson(reply, EventJsonContext.Default.ConnectEventReply), Headers = StateOf(response, context) };
    }

    private static WebPubSubEventReply WriteUser(UserEventResponse response, WebPubSubConnectionContext context)
    {
        KeyValuePair<string, string>[] headers = StateOf(response, context);
        if (response.MetadataOrNone is { Count: > 0 } || response.MqttUserProperties is { Count: > 0 })
        {
            headers = [.. headers, .. MetadataOf(response), .. MqttPropertiesOf(response)];
        }

        return response.Data is { IsEmpty: false } data
            ? new WebPubSubEventReply(200) { ContentType = response.ContentType ?? WebPubSubContentTypes.ToContentType(response.DataType), Body = data, Headers = headers }
            : headers.Length == 0 ? NoContent : new WebPubSubEventReply(204) { Headers = headers };
    }

    private static KeyValuePair<string, string>[] StateOf(ConnectionStateResponse response, WebPubSubConnectionContext context) =>
        response.ToHeader(context) is { } state ? [new(StateHeader, state)] : [];

    private static IEnumerable<KeyValuePair<string, string>> MetadataOf(UserEventResponse response)
    {
        IReadOnlyDictionary<string, string> metadata = response.MetadataOrNone ?? new Dictionary<string, string>();
        return MessageMetadata.ValidateForHeaders(metadata) is { } violation
            ? throw new InvalidOperationException($"The answer cannot be sent: {violation}.")
            : metadata.Select(pair => KeyValuePair.Create(EventHeaders.MetadataPrefix + pair.Key, pair.Value));
    }

    private static IEnumerable<KeyValuePair<string, string>> MqttPropertiesOf(UserEventResponse response) =>
        (response.MqttUserProperties ?? []).Select(property =>
            MessageMetadata.IsToken(property.Name) && !property.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                ? KeyValuePair.Create(EventHeaders.MqttPropertyPrefix + property.Name, property.Value)
                : throw new InvalidOperationException("The answer cannot be sent: the name of an MQTT user property must be an HTTP token and its value printable ASCII."));

    private static WebPubSubEventReply WriteError(EventErrorResponse error, WebPubSubEventRequest request)
    {
        int status = error.Status ?? error.Code switch
        {
            WebPubSubErrorCode.Unauthorized => 401,
            WebPubSubErrorCode.UserError => 400,
            _ => 500,
        };
        if (request is MqttConnectEventRequest connect)
        {
            MqttConnectEventErrorResponseProperties mqtt = (error as MqttConnectEventErrorResponse)?.Mqtt
                ?? new MqttConnectEventErrorResponseProperties(MqttCodes.FromStatus(status, connect.Mqtt.ProtocolVersion), error.ErrorMessage);
            return WriteError(status, new ErrorReply(null, mqtt));
        }

        return error.ErrorMessage is null ? new WebPubSubEventReply(status) : WriteError(status, new ErrorReply(error.ErrorMessage));
    }

    private static WebPubSubEventReply WriteError(int status, ErrorReply reply) =>
        new(status) { ContentType = Json, Body = ToJson(reply, EventJsonContext.Default.ErrorReply) };

    private static BinaryData ToJson<T>(T value, JsonTypeInfo<T> type) =>
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
