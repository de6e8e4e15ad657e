// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Presence.Simulation.App;

namespace WebPubSub.Presence.Simulation.Clients;

/// <summary>Clients that come, go, join and leave at random.</summary>
internal sealed class ClientGroup(Uri endpoint, int count, int seed) : IDisposable
{
    private readonly SimulatedClient[] _clients = [.. Enumerable.Range(0, count).Select(i => new SimulatedClient(endpoint, AppInstance.HubName, AppInstance.Groups, new Random((seed * 1000) + i)))];

    public int OpenConnections => _clients.Count(client => client.IsOpen);

    public int Connections => _clients.Sum(client => client.Connections);

    /// <summary>Runs the clients for a time. Their connections stay open.</summary>
    public async Task RunAsync(TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        await Task.WhenAll(_clients.Select(client => Task.Run(() => client.RunAsync(stop.Token), CancellationToken.None)));
    }

    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Connections} connections, {_clients.Sum(client => client.Steps)} joins, leaves and messages");

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
}
