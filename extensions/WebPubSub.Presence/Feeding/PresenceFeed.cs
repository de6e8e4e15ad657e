// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Reconciliation;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Feeding;

/// <summary>Passes the events of the hub to the store, before the hub handles them.</summary>
internal sealed class PresenceFeed(string hub, PresenceStore store, ReservedGroup reservedGroup, ConfirmedConnections confirmed, TimeProvider time, ILogger logger)
{
    private const string GroupClaim = "webpubsub.group";
    private const string MqttGroupClaim = "group";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2); // the hub must get its event, even if the store does not answer

    private readonly RecentConnects _connects = new(time);
    private int _warned;

    public async ValueTask<WebPubSubEventResponse?> HandleAsync(WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken)
    {
        if (request is ConnectEventRequest connect)
        {
            return AddReservedGroup(connect, await inner(request, cancellationToken).ConfigureAwait(false));
        }

        try
        {
            ValueTask applying = ApplyAsync(request, cancellationToken);
            if (!applying.IsCompletedSuccessfully)
            {
                await applying.AsTask().WaitAsync(MaxWait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is PresenceStoreException or TimeoutException)
        {
            logger.EventNotStored(exception, request.ConnectionContext.EventName, hub);
        }

        bool isOfReservedGroup = (request as GroupJoinedEventRequest)?.Group == reservedGroup.Name || (request as GroupLeftEventRequest)?.Group == reservedGroup.Name;
        return isOfReservedGroup ? null : await inner(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ApplyAsync(WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        WebPubSubConnectionContext connection = request.ConnectionContext;
        string id = connection.ConnectionId;
        switch (request)
        {
            case ConnectedEventRequest:
                await ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
                break;
            case DisconnectedEventRequest:
                await store.DisconnectAsync(id, cancellationToken).ConfigureAwait(false);
                break;
            case GroupJoinedEventRequest joined when joined.Group == reservedGroup.Name:
                await store.SetReservedAsync(id, isReserved: true, ReadEventId(connection), cancellationToken).ConfigureAwait(false);
                break;
            case GroupLeftEventRequest left when left.Group == reservedGroup.Name:
                await store.SetReservedAsync(id, isReserved: false, ReadEventId(connection), cancellationToken).ConfigureAwait(false);
                break;
            case GroupJoinedEventRequest joined:
                await store.JoinAsync(id, connection.UserId, joined.Group, ReadEventId(connection), cancellationToken).ConfigureAwait(false);
                break;
            case GroupLeftEventRequest left:
                await store.LeaveAsync(id, left.Group, ReadEventId(connection), cancellationToken).ConfigureAwait(false);
                break;
            case UserEventRequest:
                await ConfirmAsync(connection, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private static int ReadEventId(WebPubSubConnectionContext connection) =>
        int.TryParse(connection.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out int eventId) ? eventId : 0;

    // The groups of the response replace those of the access token, so the response must repeat them.
    private WebPubSubEventResponse? AddReservedGroup(ConnectEventRequest request, WebPubSubEventResponse? response)
    {
        if ((response ?? new ConnectEventResponse()) is not ConnectEventResponse { Error: null } accepted)
        {
            return response;
        }

        _connects.Add(request.ConnectionContext.ConnectionId);
        IEnumerable<string> groups = accepted.Groups is { Length: > 0 } chosen ? chosen : GroupsOfToken(request);
        return accepted.WithGroups([.. groups, reservedGroup.Name]);
    }

    // The token of an MQTT client can name its groups in another claim.
    private static IEnumerable<string> GroupsOfToken(ConnectEventRequest request) =>
        (request.Claims.GetValueOrDefault(GroupClaim) ?? []).Concat(request is MqttConnectEventRequest ? request.Claims.GetValueOrDefault(MqttGroupClaim) ?? [] : []);

    private async Task ConnectAsync(WebPubSubConnectionContext connection, CancellationToken cancellationToken)
    {
        bool isReserved = _connects.Remove(connection.ConnectionId);
        await store.ConnectAsync(connection.ConnectionId, connection.UserId, isReserved, cancellationToken).ConfigureAwait(false);
        if (!isReserved && !_connects.HasSeenOne) // otherwise another instance has answered the connect event; if it did not add the group, the next comparison does
        {
            await reservedGroup.AddAsync(connection.ConnectionId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ConfirmAsync(WebPubSubConnectionContext connection, CancellationToken cancellationToken)
    {
        if (confirmed.Contains(connection.ConnectionId))
        {
            return;
        }

        bool isKnown = await store.ConfirmAsync(connection.ConnectionId, connection.UserId, cancellationToken).ConfigureAwait(false);
        confirmed.Add(connection.ConnectionId);
        if (!isKnown && await store.AskAsync(group: null, cancellationToken).ConfigureAwait(false) && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            logger.ConnectedEventMissing(connection.ConnectionId, hub);
        }
    }
}
