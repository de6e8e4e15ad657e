// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Filters;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Rest;

/// <summary>The operations that send messages. See docs/protocols/rest-api.md#72-sendtoall to #75-sendtogroup.</summary>
internal sealed class SendOperations(TimeProvider time)
{
    private static readonly HashSet<string> NoExclusions = [];

    public Task<RestResult> SendToAllAsync(RestCall call) => SendAsync(call, call.Hub?.All(), FromServer, call.Excluded());

    public Task<RestResult> SendToUserAsync(RestCall call) => SendAsync(call, call.Hub?.GetUserConnections(call.UserId), FromServer, NoExclusions);

    public Task<RestResult> SendToConnectionAsync(RestCall call) =>
        SendAsync(call, call.Hub?.Find(call.ConnectionId) is { } connection ? [connection] : null, FromServer, NoExclusions, takesFilter: false);

    public Task<RestResult> SendToGroupAsync(RestCall call) => SendAsync(
        call,
        call.Hub?.GetGroupConnections(call.Group),
        message => new GroupDataMessage(call.Group, message.Data.Type, message.Data.Bytes, sequenceId: null, fromUserId: null) { Metadata = message.Metadata },
        call.Excluded());

    private async Task<RestResult> SendAsync(
        RestCall call, ClientConnection[]? connections, Func<RestMessage, WebPubSubMessage> create, IReadOnlySet<string> excluded, bool takesFilter = true)
    {
        (FilterExpression? filter, RestResult? filterRejection) = takesFilter ? RestFilter.Read(call.Query("filter"), "filter") : default;
        if (filterRejection is not null)
        {
            return filterRejection;
        }

        (RestMessage? message, RestResult? rejection) = await RestMessage.ReadAsync(call.Http.Request);
        if (message is null)
        {
            return rejection!;
        }

        See(call.Http, message);
        ClientConnection[] chosen = call.Hub?.FilterConnections(connections ?? [], filter) ?? [];
        if (call.Hub?.Send(chosen, Delivery.CreateWithTtl(call.TtlSeconds, create(message), time), excluded) != true)
        {
            RestCall.RecordReason(call.Http, "No connection received the message, because no such connection exists at the moment.");
        }

        return RestResult.Accepted; // even if no client receives the message
    }

    private static void See(HttpContext http, RestMessage message)
    {
        if (http.Features.Get<EmulatorRestCall>() is { } seen)
        {
            seen.ContentType = http.Request.ContentType;
            seen.Body = message.Data.Bytes;
        }
    }

    private static ServerDataMessage FromServer(RestMessage message) => new(message.Data.Type, message.Data.Bytes, sequenceId: null) { Metadata = message.Metadata };
}
