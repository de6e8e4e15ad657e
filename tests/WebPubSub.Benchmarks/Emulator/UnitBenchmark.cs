// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using WebPubSub.Benchmarks.Fanout;
using WebPubSub.Emulator;

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>A benchmark of the number of Azure units whose load the emulator sustains. The clients run on the same machine.</summary>
/// <remarks>The loads come from https://learn.microsoft.com/azure/azure-web-pubsub/concept-performance.</remarks>
internal sealed class UnitBenchmark : IDisposable
{
    private const int ConnectionsPerUnit = 1000;
    private const int SmallGroup = 10;
    private static readonly int[] Units = [1, 2, 3, 5, 7, 10, 15]; // each connection uses a file descriptor, and their limit is often 20,000
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(2);

    private readonly List<UnitClient> _clients = [];
    private readonly Latencies _latencies = new();
    private readonly WebPubSubServiceClient _service;

    private UnitBenchmark(Uri endpoint) =>
        _service = new WebPubSubServiceClient($"Endpoint={endpoint};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey}", "chat");

    public static async Task RunAsync()
    {
        using FanoutSide emulator = await FanoutSide.StartAsync("emulator");
        using var benchmark = new UnitBenchmark(emulator.Address);
        await benchmark.RunScenariosAsync();
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private static string GroupFrame(string group) =>
        $$"""{"type":"sendToGroup","group":"{{group}}","dataType":"text","data":"{{UnitClient.CreateText()}}"}""";

    private async Task RunScenariosAsync()
    {
        UnitScenario[] scenarios =
        [
            new("to a large group", 3000, connected => connected, turn => _clients[turn].SendAsync(GroupFrame("all"))),
            new("to small groups", 4000, _ => SmallGroup, turn => _clients[turn].SendAsync(GroupFrame($"small{turn / SmallGroup}"))),
            new("events that are echoed", 500, _ => 1, turn => _clients[turn].SendAsync($$"""{"type":"event","event":"echo","dataType":"text","data":"{{UnitClient.CreateText()}}"}""")),
            new("REST sends to users", 180, _ => 1, turn => _service.SendToUserAsync($"u{turn}", UnitClient.CreateText())),
        ];
        foreach (int units in Units.TakeWhile(_ => scenarios.Any(scenario => scenario.IsSustained)))
        {
            await ConnectAsync(units * ConnectionsPerUnit);
            foreach (UnitScenario scenario in scenarios.Where(scenario => scenario.IsSustained))
            {
                await LoadAsync(scenario, units);
            }
        }

        Console.WriteLine($"on {Environment.ProcessorCount} processors, the clients included:");
        foreach (UnitScenario scenario in scenarios)
        {
            string more = scenario.IsSustained ? " or more" : "";
            Console.WriteLine($"units of Azure, {scenario.Name}: {scenario.Units}{more} ({scenario.Units * scenario.OutboundPerUnit} messages of 2 KB a second to {scenario.Units * ConnectionsPerUnit} clients)");
        }
    }

    private async Task ConnectAsync(int clients)
    {
        for (int i = _clients.Count; i < clients; i++)
        {
            Uri uri = _service.GetClientAccessUri(userId: $"u{i}", roles: ["webpubsub.sendToGroup"], groups: ["all", $"small{i / SmallGroup}"]);
            UnitClient client = await UnitClient.ConnectAsync(uri);
            _clients.Add(client);
            _ = client.ReceiveAsync(_latencies);
        }
    }

    private async Task LoadAsync(UnitScenario scenario, int units)
    {
        int receivers = scenario.Receivers(_clients.Count);
        double perSecond = (double)scenario.OutboundPerUnit * units / receivers;
        await SendAsync(scenario, perSecond, TimeSpan.FromSeconds(1)); // warm-up
        await SettleAsync(long.MaxValue);
        _latencies.Clear();

        long start = Stopwatch.GetTimestamp();
        int sent = await SendAsync(scenario, perSecond, Load);
        double rate = sent * receivers / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, Load.TotalSeconds);
        await SettleAsync((long)sent * receivers);

        scenario.IsSustained = _latencies.Total == (long)sent * receivers && _latencies.At(0.99) < 1000 && rate >= 0.97 * scenario.OutboundPerUnit * units;
        scenario.Units = scenario.IsSustained ? units : scenario.Units;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {scenario.Name}, {units} units: {rate:0} a second, p50 {_latencies.At(0.5)} ms, p99 {_latencies.At(0.99)} ms, {_latencies.Total} of {(long)sent * receivers} arrived"));
    }

    // Sends at the given rate. It sends late messages at once, so messages stay late only if the machine cannot keep up.
    private async Task<int> SendAsync(UnitScenario scenario, double perSecond, TimeSpan time)
    {
        List<Task> sending = [];
        int sent = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            for (int due = (int)(elapsed.TotalSeconds * perSecond); sent <= due; sent++)
            {
                sending.Add(scenario.SendAsync((int)(sent * 7919L % _clients.Count)));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(sending).ContinueWith(_ => { }, TaskScheduler.Default); // a failed send is counted as a message that did not arrive
        return sent;
    }

    private async Task SettleAsync(long expected)
    {
        long seen = -1;
        long start = Stopwatch.GetTimestamp();
        while (_latencies.Total < expected && (_latencies.Total != seen || Stopwatch.GetElapsedTime(start) < WaitTimeout))
        {
            if (_latencies.Total != seen)
            {
                seen = _latencies.Total;
                start = Stopwatch.GetTimestamp();
            }

            await Task.Delay(10);
        }
    }
}
