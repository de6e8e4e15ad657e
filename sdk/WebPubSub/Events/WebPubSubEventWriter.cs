// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>Turns a hub's answer into the HTTP answer to the service. Knows nothing of any web server.</summary>
/// <remarks>Protocol reference: event handler, sections 5, 9 and 13.</remarks>
public static class WebPubSubEventWriter
{
    private const string Json = "application/json";
    private static readonly WebPubSubEventReply NoContent = new(204);

    /// <summary>Writes an answer.</summary>
    /// <param name="response">What the hub returned; <see langword="null"/> is a success with nothing to say.</param>
    /// <param name="context">The connection that the event is about; its states are merged with those of the answer.</param>
    /// <returns>The HTTP answer.</returns>
    public static WebPubSubEventReply Write(WebPubSubEventResponse? response, WebPubSubConnectionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return response switch
        {
            ConnectEventResponse { Error: { } error } => WriteError(error),
            UserEventResponse { Error: { } error } => WriteError(error),
            EventErrorResponse error => WriteError(error),
            ConnectEventResponse connect => WriteConnect(connect, context),
            UserEventResponse user => WriteUser(user, context),
            _ => NoContent,
        };
    }

    private static WebPubSubEventReply WriteConnect(ConnectEventResponse response, WebPubSubConnectionContext context)
    {
        var reply = new ConnectEventReply(
            response.UserId,
            response.Groups,
            string.IsNullOrEmpty(response.Subprotocol) ? null : response.Subprotocol, // a blank one is invalid in the handshake
            response.Roles);
        return new WebPubSubEventReply(200, Json, ToJson(reply, EventJsonContext.Default.ConnectEventReply), response.ToHeader(context));
    }

    private static WebPubSubEventReply WriteUser(UserEventResponse response, WebPubSubConnectionContext context)
    {
        string? state = response.ToHeader(context);
        return response.Data is { IsEmpty: false } data
            ? new WebPubSubEventReply(200, DataTypes.ToContentType(response.DataType), data, state)
            : new WebPubSubEventReply(204, ConnectionState: state);
    }

    private static WebPubSubEventReply WriteError(EventErrorResponse error)
    {
        int status = error.Code switch
        {
            WebPubSubErrorCode.Unauthorized => 401,
            WebPubSubErrorCode.UserError => 400,
            _ => 500,
        };
        return error.ErrorMessage is null
            ? new WebPubSubEventReply(status)
            : new WebPubSubEventReply(status, Json, ToJson(new ErrorReply(error.ErrorMessage), EventJsonContext.Default.ErrorReply));
    }

    private static BinaryData ToJson<T>(T value, JsonTypeInfo<T> type) =>
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
