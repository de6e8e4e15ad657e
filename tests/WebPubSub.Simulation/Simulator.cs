// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using WebPubSub.Emulator;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;
using WebPubSub.Simulation.History;
using WebPubSub.Simulation.Network;
using WebPubSub.Simulation.Time;

namespace WebPubSub.Simulation;

/// <summary>The run of one seed in virtual time. The seed determines the clients, the workload and the faults.</summary>
internal sealed class Simulator
{
    public const int AckCacheSize = 24;
    public const int UnacknowledgedMessages = 60;
    public const int UnacknowledgedBytes = 30 * 1024;

    private static readonly EmulatorLimits Limits = new(AckCacheSize, UnacknowledgedMessages, UnacknowledgedBytes, AcknowledgementTimeout: TimeSpan.Zero);
    private static readonly string[] Groups = ["a", "b", "c"];
    private static readonly string[] Names = ["ann", "bob", "cat", "dan", "eve"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly ConcurrentDictionary<string, Uri> Uris = new();

    private readonly VirtualTime _time = new();
    private readonly Random _random;
    private readonly SimulatedService _service;
    private readonly CountedTime _serviceTime;
    private readonly List<SimulatedClient> _clients = [];
    private readonly Dictionary<(string Client, int Event), (int Calls, int Successes)> _eventCalls = [];
    private readonly FaultInjector _faults;
    private bool _isHealthy;

    private Simulator(int seed, Dictionary<string, int> injected)
    {
        _random = new Random(seed);
        _serviceTime = new CountedTime(_time);
        _service = new SimulatedService(_serviceTime, Limits, HandleEvent);
        _faults = new FaultInjector(_service, _serviceTime, _clients, _random, injected);
    }

    /// <summary>Runs a seed.</summary>
    /// <returns>The violations.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed, Dictionary<string, int> injected)
    {
        var simulator = new Simulator(seed, injected);
        Task<IReadOnlyList<string>> run = simulator.RunAsync();
        var driver = new Driver(simulator._time, run, Limit, simulator.Sample);
        return await driver.RunAsync() is { } failure ? [failure, .. simulator.CheckHistory()] : await run;
    }

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        int count = _random.Next(2, Names.Length + 1);
        for (int i = 0; i < count; i++)
        {
            _clients.Add(CreateClient(Names[i]));
        }

        foreach (SimulatedClient client in _clients)
        {
            await client.Client.StartAsync();
            client.Join(Groups[0]);
            client.Join(Groups[_random.Next(Groups.Length)]);
        }

        await _serviceTime.DelayAsync(TimeSpan.FromSeconds(1));
        int steps = _random.Next(20, 90);
        bool hasFaults = _random.Next(4) > 0;
        if (!hasFaults)
        {
            await SendWithinLimitsAsync(steps);
            return await EndAsync(isHealthy: true);
        }

        for (int step = 0; step < steps; step++)
        {
            Act(_clients[_random.Next(_clients.Count)]);
            if (_random.Next(8) == 0)
            {
                _faults.Inject();
            }

            if (_random.Next(3) > 0)
            {
                await _serviceTime.DelayAsync(NextPause());
            }
        }

        return await EndAsync(isHealthy: false);
    }

    // Sends no more messages at a time than the service keeps for a client, so that a healthy network loses no connection.
    private async Task SendWithinLimitsAsync(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            SimulatedClient client = _clients[_random.Next(_clients.Count)];
            bool isLarge = _random.Next(2) == 0;
            for (int i = _random.Next(1, 6); i > 0; i--)
            {
                client.Send(Groups[0], isLarge);
            }

            if (_random.Next(4) == 0)
            {
                client.SendEvent();
            }

            await _serviceTime.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(1, 40)));
        }
    }

    private async Task<IReadOnlyList<string>> EndAsync(bool isHealthy)
    {
        _isHealthy = isHealthy;
        _faults.EndFaults();
        await _serviceTime.DelayAsync(TimeSpan.FromMinutes(3)); // longer than any timeout
        List<string> violations = [.. CheckMembership()];
        foreach (SimulatedClient client in _clients)
        {
            await client.StopAsync();
            await client.WhenCallsEndedAsync();
            if (client.Client.SendBufferUsage is not (0, 0))
            {
                violations.Add($"{client.History.Name} still holds {client.Client.SendBufferUsage} after its end.");
            }
        }

        violations.AddRange(_service.Core.Inspector.Connections.Select(connection => $"The service still has a connection of {connection.UserId} after its end."));
        await _service.StopAsync();
        await _serviceTime.DelayAsync(TimeSpan.FromMinutes(2)); // short timers fire
        violations.AddRange(_clients.Where(client => client.Time.ActiveTimers != 0)
            .Select(client => $"{client.History.Name} has {client.Time.ActiveTimers} timers after its end."));
        if (_serviceTime.ActiveTimers != 0)
        {
            violations.Add($"The service has {_serviceTime.ActiveTimers} timers after its end.");
        }

        return [.. violations, .. CheckHistory()];
    }

    private IEnumerable<string> CheckHistory() => new HistoryChecker(
        [.. _clients.Select(client => client.History)],
        _eventCalls,
        new HistoryLimits(
            SimulatedClient.MessageCapacity + Groups.Length,
            SimulatedClient.ByteCapacity + (Groups.Length * HistoryLimits.GroupCallBytes),
            SimulatedClient.MaxUnhandledMessages,
            SimulatedClient.MaxUnhandledBytes),
        _isHealthy).Check();

    private IEnumerable<string> CheckMembership()
    {
        EmulatorConnection[] connections = [.. _service.Core.Inspector.Connections];
        foreach (SimulatedClient client in _clients)
        {
            EmulatorConnection? connection = connections.SingleOrDefault(connection => connection.ConnectionId == client.Client.ConnectionId);
            if (connection is null)
            {
                yield return $"{client.History.Name} is not connected at the end ({client.Client.State}).";
                continue;
            }

            foreach (string group in Groups.Except(client.History.Uncertain))
            {
                if (connection.Groups.Contains(group) != client.History.Joined.Contains(group))
                {
                    yield return $"{client.History.Name} {(connection.Groups.Contains(group) ? "is" : "is not")} in group {group} at the end.";
                }
            }
        }
    }

    private void Act(SimulatedClient client)
    {
        switch (_random.Next(20))
        {
            case 0:
                client.Join(Groups[_random.Next(Groups.Length)]);
                break;
            case 1:
                client.Leave(Groups[_random.Next(1, Groups.Length)]);
                break;
            case 2 or 3:
                client.SendEvent();
                break;
            case 4:
                for (int i = _random.Next(2, 40); i > 0; i--)
                {
                    client.Send(Groups[0]);
                }

                break;
            default:
                client.Send(Groups[_random.Next(Groups.Length)]);
                break;
        }
    }

    private TimeSpan NextPause() => _random.Next(10) switch
    {
        0 => TimeSpan.FromSeconds(_random.Next(1, 8)),
        < 5 => TimeSpan.FromMilliseconds(_random.Next(1, 500)),
        _ => TimeSpan.FromMilliseconds(1),
    };

    private SimulatedClient CreateClient(string name)
    {
        WebPubSubProtocol protocol = _random.Next(6) switch
        {
            0 => new WebPubSubJsonProtocol(),
            1 => new WebPubSubProtobufProtocol(),
            2 or 3 => new WebPubSubProtobufReliableProtocol(),
            _ => new WebPubSubJsonReliableProtocol(),
        };
        return new SimulatedClient(name, Uris.GetOrAdd(name, SimulatedService.CreateUri), protocol, _service, new CountedTime(_time), () => _time.Elapsed, new Random(_random.Next()));
    }

    private UserEventResponse HandleEvent(UserEventRequest request)
    {
        string[] parts = request.Data.ToString().Split(':');
        (string, int) key = (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        (int calls, int successes) = _eventCalls.GetValueOrDefault(key);
        bool fails = _random.Next(10) == 0;
        _eventCalls[key] = (calls + 1, successes + (fails ? 0 : 1));
        if (fails)
        {
            throw new InvalidOperationException("The handler fails.");
        }

        return request.CreateResponse("");
    }

    private void Sample() => _clients.ForEach(client => client.Sample());
}
