// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Protocol;

namespace WebPubSub;

/// <summary>Converts the response of a hub to the HTTP response to the service. It does not depend on a web server.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.</remarks>
public static class WebPubSubEventWriter
{
    private const string Json = "application/json";
    private const string StateHeader = "ce-connectionState";
    private static readonly WebPubSubEventReply NoContent = new(204);

    /// <summary>Creates the HTTP response to an event.</summary>
    /// <param name="response">The response of the hub. <see langword="null"/> means that the event succeeded without a response.</param>
    /// <param name="request">
    /// The event. Its states are merged with the states of the response. For an MQTT connect event, an error is converted to an MQTT code.
    /// </param>
    /// <returns>The HTTP response.</returns>
    /// <exception cref="InvalidOperationException">
    /// The metadata or the MQTT user properties of the response cannot be sent. The message states the error.
    /// </exception>
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
            string.IsNullOrEmpty(response.Subprotocol) ? null : response.Subprotocol, // an empty subprotocol is invalid in the handshake
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
            ? throw new InvalidOperationException($"The response cannot be sent: {violation}.")
            : metadata.Select(pair => KeyValuePair.Create(EventHeaders.MetadataPrefix + pair.Key, pair.Value));
    }

    private static IEnumerable<KeyValuePair<string, string>> MqttPropertiesOf(UserEventResponse response) =>
        (response.MqttUserProperties ?? []).Select(property =>
            MessageMetadata.IsToken(property.Name) && !property.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                ? KeyValuePair.Create(EventHeaders.MqttPropertyPrefix + property.Name, property.Value)
                : throw new InvalidOperationException("The response cannot be sent: the name of an MQTT user property must be an HTTP token and its value printable ASCII."));

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
