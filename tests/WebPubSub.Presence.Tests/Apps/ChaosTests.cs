// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Clients come, go, join and leave, while events are lost, late, repeated and in another order. Afterwards, presence equals the list of the emulator.</summary>
public sealed class ChaosTests : PresenceAppTest
{
    private static readonly string[] Groups = ["room", "hall", "café 👋"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Presence_EqualsTheService_AfterAComparison(int seed)
    {
        using var events = new UnreliableEvents(seed);
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(
            Emulator, configure: options => options.ReconciliationPeriod = TimeSpan.FromSeconds(1), middleware: events.InvokeAsync);
        WatchChecker hub = await WatchChecker.StartAsync(app.Presence, group: null);
        WatchChecker room = await WatchChecker.StartAsync(app.Presence, "room");

        List<TestSocket>[] open = await ChaosClients.RunAsync(app, Groups, seed, steps: 40);
        await events.StopAsync();
        await ChaosClients.WaitForTheLastEventAsync(Emulator, open);
        await app.Presence.ReconcileAsync();

        foreach (string? group in new string?[] { null }.Concat(Groups))
        {
            (await ChaosClients.ListAsync(app, group)).Should().Equal(ChaosClients.List(Emulator, group), $"these are in {group ?? "the hub"}");
        }

        hub.Changes.Should().BePositive();
        string usersOfHub = string.Join(' ', (await app.Presence.GetUsersAsync()).Select(user => user.UserId));
        string usersOfRoom = string.Join(' ', (await app.Presence.GetUsersAsync("room")).Select(user => user.UserId));
        await TestTimeout.UntilAsync(() => hub.Users == usersOfHub && room.Users == usersOfRoom, "the watchers");
        await hub.DisposeAsync();
        await room.DisposeAsync();
        ChaosClients.Dispose(open);
    }
}
