// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using WebPubSub.Emulator;
using WebPubSub.Presence.Simulation.App;
using WebPubSub.Presence.Simulation.Clients;
using WebPubSub.Presence.Simulation.Faults;
using WebPubSub.Presence.Simulation.History;
using WebPubSub.Presence.Simulation.Instances;
using WebPubSub.Presence.Simulation.Truth;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Simulation;

/// <summary>
/// One run: an emulator, a real Redis, two instances of an application as processes, a proxy in front of them, and clients. The seed chooses what the clients do and which
/// faults occur. The processes run in real time, so the same seed can take another course.
/// </summary>
internal sealed class SeedRun
{
    private readonly SimulationOptions _options;
    private readonly Random _random;
    private readonly WebPubSubEmulator _emulator;
    private readonly RedisServer _redis;
    private readonly InstanceGroup _instances;
    private readonly EventFaults _faults;
    private readonly ClientGroup _clients;
    private readonly HistoryChecker _checker;
    private readonly List<string> _violations = [];
    private readonly List<string> _happened = [];

    private SeedRun(int seed, SimulationOptions options, WebPubSubEmulator emulator, RedisServer redis, InstanceGroup instances, ClientGroup clients, HistoryChecker checker)
    {
        _options = options;
        _random = new Random(seed);
        _emulator = emulator;
        _redis = redis;
        _instances = instances;
        _checker = checker;
        _faults = new EventFaults(emulator.Faults, seed);
        _clients = clients;
    }

    /// <summary>Gets the time after which presence must equal the service: the documented two periods, and the grace period of the users.</summary>
    public static TimeSpan Limit => (AppInstance.ReconciliationPeriod * 2) + AppInstance.GracePeriod;

    public static async Task<SeedResult> RunAsync(int seed, SimulationOptions options)
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });
        await using RoundRobin proxy = await RoundRobin.StartAsync();
        var checker = new HistoryChecker();
        await using var instances = new InstanceGroup(proxy, emulator.ConnectionString, redis.Configuration, checker);
        await instances.StartAsync();
        emulator.AddEventHandler(AppInstance.HubName, new Uri(proxy.Address, AppInstance.EventPath).AbsoluteUri, AppInstance.Events);
        using var clients = new ClientGroup(emulator.Endpoint, options.Clients, seed);
        return await new SeedRun(seed, options, emulator, redis, instances, clients, checker).RunAsync();
    }

    private async Task<SeedResult> RunAsync()
    {
        await TestTimeout.UntilAsync(() => AllAsync(), "the first answer of both instances");
        _faults.Start();
        Task clients = _clients.RunAsync(_options.Length);
        await BreakAsync();
        await clients;
        _faults.Stop();
        await TestTimeout.UntilAsync(() => _emulator.Inspector.GetConnections(AppInstance.HubName).Count == _clients.OpenConnections, "the end of the last connections");
        var sinceTheLastChange = Stopwatch.StartNew();
        await WaitUntilEqualAsync(sinceTheLastChange);
        await WaitForTheWatchersAsync(sinceTheLastChange);
        TimeSpan equalAfter = sinceTheLastChange.Elapsed;
        await VerifyAfterTheLastEventAsync();
        _violations.AddRange(_checker.Violations);
        _violations.AddRange(_clients.Connections == 0 || _checker.Changes == 0 ? ["the clients changed nothing"] : []);
        string description = string.Create(
            CultureInfo.InvariantCulture,
            $"{_options.Clients} clients for {_options.Length.TotalSeconds:0} s; {_clients.Describe()}; {_faults.Describe()}; {string.Join(", ", _happened)}; " +
            $"{(_violations.Count == 0 ? "both instances equal" : "NOT equal or not consistent")} after {equalAfter.TotalSeconds:0.0} s; {_checker.Describe()}");
        return new SeedResult(equalAfter, description, _violations);
    }

    // The end of one instance, the loss of all data, and the end of one instance again.
    private async Task BreakAsync()
    {
        var watch = Stopwatch.StartNew();
        await WaitUntilAsync(watch, 0.15, 0.35);
        await RestartInstanceAsync(watch);
        await WaitUntilAsync(watch, 0.45, 0.55);
        await _redis.KillAsync();
        _happened.Add(string.Create(CultureInfo.InvariantCulture, $"Redis restarted without its data at {watch.Elapsed.TotalSeconds:0.0} s"));
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(2000)));
        await _redis.StartAsync();
        await WaitUntilAsync(watch, 0.65, 0.8);
        await RestartInstanceAsync(watch);
    }

    private async Task RestartInstanceAsync(Stopwatch watch)
    {
        int instance = _random.Next(InstanceGroup.Count);
        await _instances.KillAsync(instance);
        _happened.Add(string.Create(CultureInfo.InvariantCulture, $"instance {instance + 1} killed at {watch.Elapsed.TotalSeconds:0.0} s"));
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1000))); // the proxy does not know yet
        _instances.RemoveFromProxy(instance);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(2000)));
        await _instances.StartAsync(instance);
    }

    private Task WaitUntilAsync(Stopwatch watch, double from, double to)
    {
        TimeSpan at = _options.Length * (from + (_random.NextDouble() * (to - from)));
        return Task.Delay(at > watch.Elapsed ? at - watch.Elapsed : TimeSpan.Zero);
    }

    private async Task WaitUntilEqualAsync(Stopwatch watch)
    {
        while (!await AllAsync())
        {
            if (watch.Elapsed > Limit)
            {
                _violations.AddRange(await DescribeDifferencesAsync());
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task WaitForTheWatchersAsync(Stopwatch watch)
    {
        while (_checker.FindWatchersThatDiffer(ReadTruth()) is { Count: > 0 } differences)
        {
            if (watch.Elapsed > Limit)
            {
                _violations.AddRange(differences);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    // A late event must change nothing.
    private async Task VerifyAfterTheLastEventAsync()
    {
        await TestTimeout.UntilAsync(() => _emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().All(call => !call.IsPending), "the last event");
        if (_violations.Count == 0)
        {
            _violations.AddRange(await DescribeDifferencesAsync());
        }
    }

    private async Task<bool> AllAsync() => (await DescribeDifferencesAsync()).Count == 0;

    private async Task<List<string>> DescribeDifferencesAsync()
    {
        var differences = new List<string>();
        for (int i = 0; i < InstanceGroup.Count; i++)
        {
            IReadOnlyDictionary<string, ScopeState> state = await _instances.ReadStateAsync(i);
            IReadOnlyDictionary<string, ScopeState> truth = ReadTruth();
            differences.AddRange(truth.Keys
                .Where(scope => !state.TryGetValue(scope, out ScopeState? own) || !own.Equals(truth[scope]))
                .Select(scope => $"instance {i + 1}, {scope}: {state.GetValueOrDefault(scope)?.Compare(truth[scope]) ?? "no answer"}"));
        }

        return differences;
    }

    private Dictionary<string, ScopeState> ReadTruth()
    {
        IReadOnlyList<EmulatorConnection> connections = _emulator.Inspector.GetConnections(AppInstance.HubName);
        return AppInstance.Groups.Prepend(ScopeState.Hub).ToDictionary(
            scope => scope,
            scope => ScopeState.Create(connections
                .Where(connection => scope == ScopeState.Hub || connection.Groups.Contains(scope))
                .Select(connection => (connection.ConnectionId, connection.UserId))));
    }
}
