// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Memory;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Reconciliation;

/// <summary>The group that contains all connections of the hub, because the service lists connections only by group.</summary>
internal sealed class ReservedGroup(string name, WebPubSubServiceClient service, MemoryPresenceStore store, ILogger logger)
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
        catch (RequestFailedException exception)
        {
            logger.NotReserved(exception, connectionId, service.Hub);
        }
    }

    /// <summary>Adds the connections that the group does not contain.</summary>
    /// <returns>The number of connections that do not exist in the service.</returns>
    public async Task<int> AddMissingAsync(ListingPace pace, CancellationToken cancellationToken)
    {
        int ended = 0;
        foreach (string connectionId in store.GetUnreserved(MaxConnections))
        {
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                ended += await AddOrEndAsync(connectionId, cancellationToken).ConfigureAwait(false) ? 0 : 1;
            }
            catch (RequestFailedException exception) when (exception.Status is >= 400 and < 500)
            {
                logger.NotReserved(exception, connectionId, service.Hub); // one connection must not stop the comparison of the others
            }
        }

        return ended;
    }

    private async Task<bool> AddOrEndAsync(string connectionId, CancellationToken cancellationToken)
    {
        try
        {
            await service.AddConnectionToGroupAsync(name, connectionId, cancellationToken).ConfigureAwait(false);
            store.SetReserved(connectionId, isReserved: true);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            store.Disconnect(connectionId); // it ended, and its event is late or lost
            return false;
        }
    }
}
