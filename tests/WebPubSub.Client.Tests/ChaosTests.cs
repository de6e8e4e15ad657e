// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>
/// Tests for reliable clients of both kinds whose transports are lost often. The emulator drops transports, and a proxy resets transports or stops
/// forwarding their data. Each acknowledged message must arrive once and in order. See
/// docs/protocols/client-protocols.md#10-acknowledgements, #11-reliable-protocols and #20-recovery-and-reconnection.
/// </summary>
[Collection(AloneTests.Name)]
[Trait("Category", "Long")]
public sealed class ChaosTests : ClientTest
{
    private const int Publishers = 3;
    private const int Subscribers = 3;
    private const int Messages = 50_000;
    private const int MessagesPerKill = 200;
    private const int InFlight = 50; // for each publisher
    private const int Ahead = 100; // of the slowest subscriber; the service keeps 1,000 messages for it, including those whose acknowledgement is in flight
    private const int SilencesAtMost = 4; // each one takes the keep-alive timeout

    private readonly ConcurrentDictionary<string, List<int>> _got = new();
    private readonly ConcurrentQueue<string> _newConnections = new();
    private int _acknowledged;

    [Fact]
    public async Task EveryAcknowledgedMessage_ArrivesOnce_InOrder()
    {
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        await using var proxy = new ChaosProxy(Emulator.Endpoint.Port);
        WebPubSubClient[] subscribers = await Task.WhenAll(Enumerable.Range(0, Subscribers).Select(index => StartSubscriberAsync(index, proxy)));
        WebPubSubClient[] publishers = await Task.WhenAll(Enumerable.Range(0, Publishers).Select(index => StartAsync($"publisher{index}", index, proxy)));
        using var done = new CancellationTokenSource();

        Task<int> chaos = KillAsync([.. subscribers, .. publishers], proxy, done.Token);
        await Task.WhenAll(publishers.Select((publisher, index) => PublishAllAsync(publisher, index))).WithLongTimeoutAsync("all acknowledgements");
        await done.CancelAsync();
        int kills = await chaos;
        await TestTimeout.UntilAsync(
            () => _got.Count == Subscribers * Publishers && _got.Values.All(numbers => Count(numbers) >= Messages / Publishers),
            () => "all messages; " + Describe());

        _newConnections.Should().BeEmpty("every lost transport was recovered");
        foreach ((string who, List<int> numbers) in _got)
        {
            numbers.Should().Equal(Enumerable.Range(0, Messages / Publishers), who);
        }

        kills.Should().BeGreaterThanOrEqualTo(Messages / MessagesPerKill * 9 / 10);
        _got.Clear();
        Emulator.Inspector.Clear();
        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(64 * 1024 * 1024, memory);
    }

    protected override WebPubSubEmulatorOptions CreateEmulatorOptions()
    {
        WebPubSubEmulatorOptions options = base.CreateEmulatorOptions();
        options.TraceCapacity = 100;
        return options;
    }

    // The client with index 2 connects through the proxy. The protocols alternate.
    private async Task<WebPubSubClient> StartAsync(string user, int index, ChaosProxy proxy, Action<WebPubSubClient>? prepare = null)
    {
        var options = new WebPubSubClientOptions
        {
            Protocol = ProtocolOf(index % 2 == 0 ? "reliable json" : "reliable protobuf"),
            KeepAliveInterval = TimeSpan.FromSeconds(1),
            KeepAliveTimeout = TimeSpan.FromSeconds(2),
            ConnectTimeout = TimeSpan.FromSeconds(2), // the proxy may stop forwarding data while a connection is opened
            RecoveryTimeout = TimeSpan.FromSeconds(6), // includes the delays between the attempts, which are at most half a second
            LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(Logs)),
        };
        var uri = new UriBuilder(UriFor(user));
        uri.Port = index == 2 ? proxy.Port : uri.Port;
        var client = new WebPubSubClient(uri.Uri, options);
        Own(client);
        client.Disconnected += args => Task.FromResult(Add($"{user}: {args.Reason}"));
        prepare?.Invoke(client);
        await client.StartAsync();
        return client;
    }

    private bool Add(string line)
    {
        _newConnections.Enqueue(line);
        return true;
    }

    private async Task<WebPubSubClient> StartSubscriberAsync(int index, ChaosProxy proxy)
    {
        WebPubSubClient client = await StartAsync($"subscriber{index}", index, proxy, client => client.GroupMessageReceived += args =>
        {
            string[] parts = args.Message.Data.ToString().Split(' ');
            List<int> numbers = _got.GetOrAdd($"{parts[0]} at {index}", _ => []);
            lock (numbers)
            {
                numbers.Add(int.Parse(parts[1], CultureInfo.InvariantCulture));
            }

            return Task.CompletedTask;
        });
        await client.JoinGroupAsync("g");
        return client;
    }

    private async Task PublishAllAsync(WebPubSubClient publisher, int index)
    {
        using var room = new SemaphoreSlim(InFlight);
        var sends = new List<Task>();
        for (int number = 0; number < Messages / Publishers; number++)
        {
            await room.WaitAsync();
            await TestTimeout.UntilAsync(() => number - Slowest(index) < Ahead, () => "the slowest subscriber; " + Describe());
            sends.Add(SendAsync(number)); // the messages enter the send queue in this order
        }

        await Task.WhenAll(sends);

        async Task SendAsync(int number)
        {
            await publisher.SendToGroupAsync("g", BinaryData.FromString($"{index} {number}"), WebPubSubDataType.Text);
            Interlocked.Increment(ref _acknowledged);
            room.Release();
        }
    }

    // Kills by the number of messages instead of time, so that slow and fast machines have the same number of kills.
    private async Task<int> KillAsync(WebPubSubClient[] clients, ChaosProxy proxy, CancellationToken cancellationToken)
    {
        var random = new Random(20261125);
        int kills = 0;
        int silences = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            while (Volatile.Read(ref _acknowledged) >= (kills + 1) * MessagesPerKill)
            {
                kills++;
                int kind = random.Next(20);
                if (kind == 0 && silences < SilencesAtMost && proxy.Silence())
                {
                    silences++;
                }
                else if (kind >= 5 || !proxy.Cut())
                {
                    WebPubSubClient client = clients[random.Next(clients.Length)];
                    Emulator.Faults.DropTransport(client.ConnectionId!);
                }
            }
        }

        return kills;
    }

    private string Describe() =>
        $"there were {string.Join(", ", _got.Select(pair => $"{pair.Key}: {Count(pair.Value)}"))} and lost connections {string.Join(", ", _newConnections)}; the log ends with\n{string.Join('\n', Logs.Lines.TakeLast(20))}";

    private int Slowest(int publisher) => Enumerable.Range(0, Subscribers).Min(subscriber =>
        _got.TryGetValue($"{publisher} at {subscriber}", out List<int>? numbers) ? Count(numbers) : 0);

    private static int Count(List<int> numbers)
    {
        lock (numbers)
        {
            return numbers.Count;
        }
    }
}
