// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Microsoft.Extensions.Hosting;
using WebPubSub.Presence.Simulation.History;
using WebPubSub.Presence.Simulation.Truth;

namespace WebPubSub.Presence.Simulation.App;

/// <summary>Watches the hub and two groups, and writes each item to standard output.</summary>
internal sealed class WatchWriter(IWebPubSubPresence<ChatHub> presence) : BackgroundService
{
    public const string Prefix = "watch ";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(AppInstance.Groups.Take(2).Prepend(null).Select(group => WatchAsync(group, stoppingToken)));

    private async Task WatchAsync(string? group, CancellationToken cancellationToken)
    {
        await foreach (PresenceChange change in presence.WatchAsync(group, cancellationToken))
        {
            var item = new WatchItem(group ?? ScopeState.Hub, change.Kind.ToString(), change.Epoch, change.Sequence, [.. change.Users.Select(user => user.UserId)]);
            Console.WriteLine(Prefix + JsonSerializer.Serialize(item));
        }
    }
}
