// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Reconciliation;

/// <summary>The group that contains all connections of the hub, because the service lists connections only by group.</summary>
internal sealed class ReservedGroup(string name, WebPubSubServiceClient service, PresenceStore store, ILogger logger)
{
    private const int NotFound = 404;
    private const int MaxConnections = 1000; // of one comparison; the next one continues

    public string Name => name;

    /// <summary>Adds a connection. A failure is logged, and the next comparison tries again.</summary>
    public async Task AddAsync(string connectionId, CancellationToken cancellationToken)
    {
        try
        {
            await AddOrEndAsync(connectionId, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the hub must receive its event, whatever the service answers
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.NotReserved(exception, connectionId, service.Hub);
        }
    }

    /// <summary>Adds the connections that the group does not contain. After a failure it stops, and the next comparison continues.</summary>
    /// <returns>The number of connections that do not exist in the service.</returns>
    public async Task<int> AddMissingAsync(ListingPace pace, CancellationToken cancellationToken)
    {
        int ended = 0;
        foreach (string connectionId in await store.GetUnreservedAsync(MaxConnections, cancellationToken).ConfigureAwait(false))
        {
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                ended += await AddOrEndAsync(connectionId, cancellationToken).ConfigureAwait(false) ? 0 : 1;
            }
#pragma warning disable CA1031 // the listing comes next, and its failure ends the comparison
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.NotReserved(exception, connectionId, service.Hub);
                break;
            }
        }

        return ended;
    }

    private async Task<bool> AddOrEndAsync(string connectionId, CancellationToken cancellationToken)
    {
        try
        {
            await service.AddConnectionToGroupAsync(name, connectionId, cancellationToken).ConfigureAwait(false);
            await store.SetReservedAsync(connectionId, isReserved: true, eventId: 0, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            await store.DisconnectAsync(connectionId, cancellationToken).ConfigureAwait(false); // it ended, and its event is late or lost
            return false;
        }
    }
}
