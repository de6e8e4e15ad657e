// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using WebPubSub.Presence.Telemetry;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Presence of an application that loses events, starts late, or cannot reach the service.</summary>
public sealed class ReconciliationTests : PresenceAppTest
{
    [Fact]
    public async Task LostEvents_AreCorrected()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        using TestSocket bob = await app.ConnectAsync("bob", "room");
        using TestSocket eve = await app.ConnectAsync("eve");
        await app.WaitForUsersAsync("ann:1 bob:1 eve:1");
        await app.WaitForUsersAsync("ann:1 bob:1", "room");
        await TestTimeout.UntilAsync(() => Emulator.Inspector.GetConnections("chat").All(connection => connection.Groups.Contains("webpubsub-presence")), "the reserved group");

        Emulator.Faults.FailHandler(400, call => call.EventName != "connect", times: int.MaxValue);
        ann.Dispose();
        using TestSocket joe = await app.ConnectAsync("joe", "room");
        await DoAsync(bob, """{"type":"leaveGroup","group":"room","ackId":1}""");
        await DoAsync(eve, """{"type":"joinGroup","group":"room","ackId":1}""");
        await Emulator.Inspector.WaitForNoConnectionAsync(connection => connection.UserId == "ann");
        await TestTimeout.UntilAsync(() => Emulator.Inspector.HandlerCalls.Count(call => call.Status == 400) == 8, "the lost events");
        Emulator.Faults.Clear();

        (await app.DescribeUsersAsync()).Should().Be("ann:1 bob:1 eve:1");
        await app.Presence.ReconcileAsync();
        (await app.DescribeUsersAsync("room")).Should().Be("eve:1 joe:1");
        (await app.DescribeUsersAsync()).Should().Be("bob:1 eve:1 joe:1");
        app.Logs.All.Should().Contain("differed from the service and was corrected: 1 added, 1 removed");
        await app.Presence.ReconcileAsync();
        GroupsOf("joe").Should().Contain("webpubsub-presence", "the listing of the room found the connection");
    }

    [Fact]
    public async Task ApplicationThatStartsLate_ListsTheServiceFirst()
    {
        await using (PresenceApp<ChatHub> first = await PresenceApp<ChatHub>.StartAsync(Emulator))
        {
            TestSocket ann = await first.ConnectAsync("ann", "room");
            TestSocket bob = await first.ConnectAsync("bob");
            await TestTimeout.UntilAsync(() => Emulator.Inspector.GetConnections("chat").Count(connection => connection.Groups.Contains("webpubsub-presence")) == 2, "the reserved group");
            await using PresenceApp<ChatHub> second = await PresenceApp<ChatHub>.StartAsync(Emulator);
            (await second.DescribeUsersAsync("room")).Should().Be("ann:1", "the first call lists the group");
            (await second.DescribeUsersAsync()).Should().Be("ann:1 bob:1");
            await using IAsyncEnumerator<PresenceChange> watch = second.Presence.WatchAsync("room").GetAsyncEnumerator();
            await watch.MoveNextAsync();
            watch.Current.Users.Select(user => user.UserId).Should().Equal("ann");
            ann.Dispose();
            bob.Dispose();
        }
    }

    [Fact]
    public async Task SettingsWithoutConnectedEvents_AreNamedOnce_AndTheUsersAreFound()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, new WebPubSubHubEvents { UserEventPattern = "*" });
        await app.WaitForUsersAsync("");
        using TestSocket ann = await app.ConnectAsync("ann");
        using TestSocket bob = await app.ConnectAsync("bob");
        await DoAsync(ann, """{"type":"event","event":"say","dataType":"text","data":"1","ackId":1}""");
        await DoAsync(bob, """{"type":"event","event":"say","dataType":"text","data":"1","ackId":1}""");
        (await app.DescribeUsersAsync()).Should().Be("ann:1 bob:1");
        app.Logs.Lines.Where(line => line.Contains("add the system event 'connected' to the hub settings")).Should().ContainSingle();
        app.Logs.All.Should().Contain("needs these events in the hub settings of the service: system events connect, connected and disconnected, group events joined and left");
        await app.Presence.ReconcileAsync();
        ann.Dispose();
        await Emulator.Inspector.WaitForNoConnectionAsync(connection => connection.UserId == "ann");
        await app.Presence.ReconcileAsync();
        (await app.DescribeUsersAsync()).Should().Be("bob:1");
    }

    [Fact]
    public async Task ServiceThatIsAway_FailsTheFirstCallForAGroup_AndTheHealthCheck_ButNotTheHub()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        await TestTimeout.UntilAsync(async () => await CheckHealthAsync(app) == HealthStatus.Healthy, "the first comparison");
        Emulator.Faults.FailRest(403, times: int.MaxValue);
        (await app.Invoking(a => a.Presence.GetUsersAsync("room")).Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(403);
        (await app.DescribeUsersAsync()).Should().Be("", "the hub was listed before");
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        await app.WaitForUsersAsync("ann:1");
        await TestTimeout.UntilAsync(() => app.Hub.Lines.Contains("connected ann: ann"), "the hub's own event");

        Emulator.Faults.Clear();
        (await app.DescribeUsersAsync("room")).Should().Be("ann:1");
    }

    [Fact]
    public async Task GroupThatCannotBeListed_DoesNotStopTheOthers()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "bad", "room");
        await app.WaitForUsersAsync("ann:1", "bad");
        await app.WaitForUsersAsync("ann:1", "room");
        Emulator.Faults.FailRest(403, predicate: call => call.Path.Contains("/groups/bad/"), times: int.MaxValue);
        Emulator.Faults.FailHandler(400, call => call.EventName == "left", times: int.MaxValue);
        await DoAsync(ann, """{"type":"leaveGroup","group":"room","ackId":1}""");
        await app.Invoking(a => a.Presence.ReconcileAsync()).Should().ThrowAsync<RequestFailedException>();
        (await app.DescribeUsersAsync("room")).Should().Be("");
    }

    [Fact]
    public async Task ServiceThatIsAwayForFourPeriods_EndsConnectionsThatSendNothing_AndTheNextComparisonFindsThem()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, configure: options => options.ReconciliationPeriod = TimeSpan.FromSeconds(1));
        using TestSocket ann = await app.ConnectAsync("ann");
        await app.WaitForUsersAsync("ann:1");
        Emulator.Faults.FailRest(403, times: int.MaxValue);
        await app.WaitForUsersAsync("");
        Emulator.Faults.Clear();
        await app.WaitForUsersAsync("ann:1");
    }

    [Fact]
    public async Task MoreGroupsAtOnceThanAreCompared_AreAllListed()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, configure: options => options.MaxReconciledGroups = 2);
        using TestSocket ann = await app.ConnectAsync("ann", "room5");
        IReadOnlyList<PresentUser>[] users = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.Presence.GetUsersAsync($"room{i}"))).WithTimeoutAsync("the users of each group");
        users.Select(group => group.Count).Should().Equal(Enumerable.Range(0, 20).Select(i => i == 5 ? 1 : 0));
    }

    [Fact]
    public async Task CallersThatCompareAtOnce_ShareTheComparison()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        await app.Presence.ReconcileAsync();
        int before = Emulator.Inspector.RestCalls.Count;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Presence.ReconcileAsync())).WithTimeoutAsync("the comparisons");
        (Emulator.Inspector.RestCalls.Count - before).Should().BeInRange(1, 10);
    }

    [Fact]
    public async Task StoreThatDoesNotAnswer_DelaysTheHubByTwoSecondsOnly()
    {
        await using PresenceApp<GateHub> app = await PresenceApp<GateHub>.StartAsync(Emulator, configure: options => options.UseRedis(redis =>
            redis.ConnectionFactory = _ => new TaskCompletionSource<IConnectionMultiplexer>().Task));
        using TestSocket ann = await app.ConnectAsync("ann");
        await TestTimeout.UntilAsync(() => app.Logs.All.Contains("Event 'connected' of hub 'chat' did not reach the store of presence"), "the warning");
    }

    [Fact]
    public async Task Watch_WaitsForAServiceThatIsAway()
    {
        Emulator.Faults.ResetRest(times: 40);
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        await using IAsyncEnumerator<PresenceChange> watch = app.Presence.WatchAsync("room").GetAsyncEnumerator();
        Task<bool> first = watch.MoveNextAsync().AsTask();
        await TestTimeout.UntilAsync(() => app.Logs.All.Contains("A watch of hub 'chat' waits"), "the warning");
        Emulator.Faults.Clear();
        (await first.WithTimeoutAsync("the snapshot")).Should().BeTrue();
    }

    [Fact]
    public async Task FirstComparisonThatFails_IsLogged_AndTheNextPeriodTriesAgain()
    {
        Emulator.Faults.FailRest(403, times: 1);
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, configure: options => options.ReconciliationPeriod = TimeSpan.FromSeconds(1));
        await TestTimeout.UntilAsync(() => app.Logs.All.Contains("could not be compared with the service"), "the warning");
        await TestTimeout.UntilAsync(async () => await CheckHealthAsync(app) == HealthStatus.Healthy, "the next comparison");
    }

    [Fact]
    public void Metrics_CountUsersConnectionsAndCorrections()
    {
        string hub = $"hub{Guid.NewGuid():N}"; // other tests use the same meter
        var values = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == WebPubSubDiagnostics.PresenceMeterName)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        bool IsOwn(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray().Contains(new("messaging.destination.name", hub));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
        {
            if (IsOwn(tags))
            {
                values[instrument.Name] = value;
            }
        });
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (IsOwn(tags))
            {
                values.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        });
        listener.Start();
        using var metrics = new PresenceMetrics(hub);
        metrics.Update(new PresenceCounts(Users: 3, Connections: 5, AnonymousConnections: 1));
        metrics.Corrected(added: 2, removed: 4);
        listener.RecordObservableInstruments();

        values["webpubsub.presence.users"].Should().Be(3);
        values["webpubsub.presence.connections"].Should().Be(5);
        values["webpubsub.presence.corrections"].Should().Be(6);
    }

    [Fact]
    public async Task WrongOption_FailsTheStart_WithItsRange()
    {
        Func<Task> start = () => PresenceApp<ChatHub>.StartAsync(Emulator, configure: options => options.GracePeriod = TimeSpan.FromHours(1));
        (await start.Should().ThrowAsync<OptionsValidationException>())
            .WithMessage("*WebPubSubPresenceOptions.GracePeriod is 01:00:00. It must be from 0 to 10 minutes.*");
    }

    [Fact]
    public async Task MetadataThatIsTooLong_IsRejected()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        (await app.Invoking(a => a.Presence.SetMetadataAsync("c1", new Dictionary<string, string> { ["text"] = new('é', 511) })).Should().ThrowAsync<ArgumentException>())
            .WithMessage("The metadata of a connection has at most 1024 bytes of UTF-8, but this has 1026.*");
    }

    [Fact]
    public void AddPresence_CanBeCalledTwice()
    {
        var services = new ServiceCollection();
        IWebPubSubHubBuilder<GateHub> hub = services.AddLogging().AddWebPubSub(Emulator.ConnectionString).AddHub<GateHub>();
        hub.AddPresence(options => options.GracePeriod = TimeSpan.FromSeconds(1)).AddPresence(options => options.ReservedGroup = "other");
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetServices<IWebPubSubPresence<GateHub>>().Should().ContainSingle();
        provider.GetKeyedServices<IWebPubSubHubFilter>(typeof(GateHub)).Should().ContainSingle();
    }

    private IReadOnlyList<string> GroupsOf(string userId) =>
        Emulator.Inspector.GetConnections("chat").Single(connection => connection.UserId == userId).Groups;

    private static async Task<HealthStatus> CheckHealthAsync(PresenceApp<ChatHub> app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
