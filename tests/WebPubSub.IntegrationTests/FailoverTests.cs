// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>One service client with two services. The test kills one service while messages are sent.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private const int Senders = 4;
    private const int BeforeTheKill = 500;
    private const int AfterTheMove = 500;
    private readonly ToolFixture _primary = new();
    private readonly ToolFixture _secondary = new();

    public async ValueTask InitializeAsync()
    {
        await _primary.InitializeAsync();
        await _secondary.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _primary.DisposeAsync();
        await _secondary.DisposeAsync();
    }

    [Fact]
    public async Task PrimaryKilledUnderLoad_LosesNoAcknowledgedMessage()
    {
        var service = new WebPubSubServiceClient([new(_primary.ConnectionString), new(_secondary.ConnectionString)], "chat");
        Uri first = await service.GetClientAccessUriAsync();
        using TestSocket moving = (await TestSocket.ConnectJsonAsync(first)).Socket;
        using TestSocket staying = (await TestSocket.ConnectJsonAsync(new WebPubSubServiceClient(_secondary.ConnectionString, "chat").GetClientAccessUri())).Socket;
        Task<HashSet<int>> stayed = ReadToTheEndAsync(staying);
        var load = new Load(service);

        Task sending = load.RunAsync();
        await TestTimeout.UntilAsync(() => load.Acknowledged.Count >= BeforeTheKill, "the load");
        await _primary.KillAsync();
        await ReadUntilLostAsync(moving).WithTimeoutAsync("the loss of the connection");

        using TestSocket moved = await ReconnectAsync(service);
        int firstAfterTheMove = load.Started;
        Task<HashSet<int>> arrivedAfterTheMove = ReadToTheEndAsync(moved);
        await TestTimeout.UntilAsync(() => load.Acknowledged.Count(number => number > firstAfterTheMove) >= AfterTheMove, "the load after the kill");
        load.Stop();
        await sending.WithTimeoutAsync("the load"); // no send failed
        await service.SendToAllAsync("end");

        new Uri(_primary.ConnectionString.Split(';')[0]["Endpoint=".Length..]).Port.Should().Be(first.Port, "clients connect to the first endpoint");
        load.Acknowledged.Should().HaveCount(load.Started);
        load.Acknowledged.Except(await stayed.WithTimeoutAsync("the client that stayed")).Should().BeEmpty();
        load.Acknowledged.Where(number => number > firstAfterTheMove)
            .Except(await arrivedAfterTheMove.WithTimeoutAsync("the client that moved")).Should().BeEmpty();
    }

    [Fact]
    public async Task PrimaryRestarted_DeliversAcknowledgedMessagesToItsClients()
    {
        var options = new WebPubSubServiceClientOptions { HealthProbeInterval = TimeSpan.FromMilliseconds(200) };
        var service = new WebPubSubServiceClient([new(_primary.ConnectionString, options), new(_secondary.ConnectionString, options)], "chat");
        var load = new Load(service);
        Task sending = load.RunAsync();
        await TestTimeout.UntilAsync(() => load.Acknowledged.Count >= BeforeTheKill, "the load");
        await _primary.KillAsync();
        await TestTimeout.UntilAsync(async () => !IsPrimary(await service.GetClientAccessUriAsync()), "the secondary to stand in");

        await _primary.RestartAsync();
        Uri uri = await service.GetClientAccessUriAsync();
        await TestTimeout.UntilAsync(async () => IsPrimary(uri = await service.GetClientAccessUriAsync()), "the primary to be used again");
        using TestSocket back = (await TestSocket.ConnectJsonAsync(uri)).Socket;
        int first = load.Started;
        Task<HashSet<int>> arrived = ReadToTheEndAsync(back);
        await TestTimeout.UntilAsync(() => load.Acknowledged.Count(number => number > first) >= AfterTheMove, "the load after the return");
        load.Stop();
        await sending.WithTimeoutAsync("the load");
        await service.SendToAllAsync("end");

        load.Acknowledged.Where(number => number > first).Except(await arrived.WithTimeoutAsync("the client that recovered")).Should().BeEmpty();

        bool IsPrimary(Uri address) => _primary.ConnectionString.Contains($":{address.Port};", StringComparison.Ordinal);
    }

    // Like a client, requests access until the connection succeeds, because the known health of the primary may be outdated. The connection succeeds with the
    // connected message; the client receives all messages that are sent after it.
    private static async Task<TestSocket> ReconnectAsync(WebPubSubServiceClient service)
    {
        TestSocket? socket = null;
        await TestTimeout.UntilAsync(
            async () =>
            {
                try
                {
                    socket = (await TestSocket.ConnectJsonAsync(await service.GetClientAccessUriAsync())).Socket;
                    return true;
                }
                catch (WebSocketException)
                {
                    return false;
                }
            },
            "the client to be connected again");
        return socket!;
    }

    private static async Task<HashSet<int>> ReadToTheEndAsync(TestSocket socket)
    {
        var numbers = new HashSet<int>(); // a retried send may arrive twice
        while ((await socket.ReceiveJsonAsync()).GetProperty("data").GetString() is var text && text != "end")
        {
            numbers.Add(int.Parse(text!, CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    private static async Task ReadUntilLostAsync(TestSocket socket)
    {
        try
        {
            while (true)
            {
                await socket.ReceiveTextAsync();
            }
        }
        catch (WebSocketException)
        {
        }
    }

    private sealed class Load(WebPubSubServiceClient service)
    {
        private int _started;
        private volatile bool _isEnough;

        public ConcurrentBag<int> Acknowledged { get; } = [];

        public int Started => Volatile.Read(ref _started);

        public void Stop() => _isEnough = true;

        public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (!_isEnough)
            {
                int number = Interlocked.Increment(ref _started);
                await service.SendToAllAsync(number.ToString(CultureInfo.InvariantCulture));
                Acknowledged.Add(number);
            }
        })));
    }
}
