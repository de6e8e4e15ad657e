// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Memory;
using WebPubSub.Presence.Reconciliation;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Feeding;

/// <summary>Passes the events of the hub to the store, before the hub handles them.</summary>
internal sealed class PresenceFeed(string hub, MemoryPresenceStore store, ReservedGroup reservedGroup, Reconciler reconciler, ILogger logger)
{
    private const string GroupClaim = "webpubsub.group";

    private readonly RecentConnects _connects = new();
    private int _warned;

    public async ValueTask<WebPubSubEventResponse?> HandleAsync(WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken)
    {
        WebPubSubConnectionContext connection = request.ConnectionContext;
        switch (request)
        {
            case ConnectEventRequest connect:
                return AddReservedGroup(connect, await inner(request, cancellationToken).ConfigureAwait(false));
            case ConnectedEventRequest:
                await ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
                break;
            case DisconnectedEventRequest:
                store.Disconnect(connection.ConnectionId);
                break;
            case GroupJoinedEventRequest joined when joined.Group == reservedGroup.Name:
                store.SetReserved(connection.ConnectionId, isReserved: true);
                return null;
            case GroupLeftEventRequest left when left.Group == reservedGroup.Name:
                store.SetReserved(connection.ConnectionId, isReserved: false);
                return null;
            case GroupJoinedEventRequest joined:
                store.Join(connection.ConnectionId, connection.UserId, joined.Group, ReadEventId(connection));
                break;
            case GroupLeftEventRequest left:
                store.Leave(connection.ConnectionId, left.Group, ReadEventId(connection));
                break;
            case UserEventRequest:
                Confirm(connection);
                break;
        }

        return await inner(request, cancellationToken).ConfigureAwait(false);
    }

    private static int ReadEventId(WebPubSubConnectionContext connection) =>
        int.TryParse(connection.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out int eventId) ? eventId : 0;

    // The groups of the response replace those of the access token, so the response must repeat them.
    private WebPubSubEventResponse? AddReservedGroup(ConnectEventRequest request, WebPubSubEventResponse? response)
    {
        if ((response ?? new ConnectEventResponse()) is ConnectEventResponse accepted)
        {
            IEnumerable<string> groups = accepted.Groups is { Length: > 0 } chosen ? chosen : request.Claims.GetValueOrDefault(GroupClaim) ?? [];
            accepted.Groups = [.. groups, reservedGroup.Name];
            _connects.Add(request.ConnectionContext.ConnectionId);
            return accepted;
        }

        return response;
    }

    private async Task ConnectAsync(WebPubSubConnectionContext connection, CancellationToken cancellationToken)
    {
        store.Connect(connection.ConnectionId, connection.UserId);
        if (_connects.Remove(connection.ConnectionId))
        {
            store.SetReserved(connection.ConnectionId, isReserved: true);
        }
        else
        {
            await reservedGroup.AddAsync(connection.ConnectionId, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Confirm(WebPubSubConnectionContext connection)
    {
        bool isKnown = store.Connect(connection.ConnectionId, connection.UserId);
        if (!isKnown && reconciler.IsHubListed && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            logger.ConnectedEventMissing(connection.ConnectionId, hub);
        }
    }
}
