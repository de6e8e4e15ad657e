// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net.WebSockets;
using WebPubSub.Emulator;

namespace WebPubSub.Benchmarks.Client;

/// <summary>A comparison of one call of SendToUsersAsync with one send for each user, for 1,000 users of the emulator.</summary>
internal static class ManyReceiversBenchmark
{
    public const int Users = 1000;
    private const int InFlight = 32;

    /// <param name="connected">The number of users that are connected.</param>
    /// <returns>Users per second with one call, with one send for each user, and with one send to the hub.</returns>
    public static async Task<(Measurement Together, Measurement OneByOne, Measurement ToAll)> RunAsync(int connected)
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "many");
        string[] users = [.. Enumerable.Range(0, Users).Select(number => $"user{number}")];
        using var stop = new CancellationTokenSource();
        var received = new Received();
        Task[] clients = await ConnectAsync(service, users[..connected], received, stop.Token);
        Measurement[] medians = await Measurement.CompareAsync(
            () => MeasureAsync(received, connected, async () => (await service.SendToUsersAsync(users, "hello")).ThrowIfAnyFailed()),
            () => MeasureAsync(received, connected, () => Parallel.ForEachAsync(
                users, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (user, token) => await service.SendToUserAsync(user, "hello", token))),
            () => MeasureAsync(received, connected, () => service.SendToAllAsync("hello")));
        await stop.CancelAsync();
        await Task.WhenAll(clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (medians[0], medians[1], medians[2]);
    }

    private static async Task<Measurement> MeasureAsync(Received received, int connected, Func<Task> sendToAllUsers)
    {
        long start = Stopwatch.GetTimestamp();
        long before = received.Count;
        int rounds = 0;
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await sendToAllUsers();
            rounds++;
            await received.WaitForAsync(before + (rounds * connected));
        }

        return new Measurement(rounds * Users / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    private static async Task<Task[]> ConnectAsync(WebPubSubServiceClient service, string[] users, Received received, CancellationToken cancellationToken)
    {
        var clients = new List<Task>();
        foreach (string user in users)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(await service.GetClientAccessUriAsync(userId: user, cancellationToken: cancellationToken), cancellationToken);
            clients.Add(ReadAsync(socket, received, cancellationToken));
        }

        return [.. clients];
    }

    private static async Task ReadAsync(ClientWebSocket socket, Received received, CancellationToken cancellationToken)
    {
        using ClientWebSocket owned = socket;
        byte[] buffer = new byte[256];
        while (true)
        {
            await socket.ReceiveAsync(buffer, cancellationToken);
            received.Add();
        }
    }

    private sealed class Received
    {
        private long _count;
        private long _expected = long.MaxValue;
        private TaskCompletionSource _reached = new();

        public long Count => Interlocked.Read(ref _count);

        public void Add()
        {
            if (Interlocked.Increment(ref _count) >= Interlocked.Read(ref _expected))
            {
                _reached.TrySetResult();
            }
        }

        public async Task WaitForAsync(long expected)
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _expected, expected);
            if (Count < expected)
            {
                await _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }

            Interlocked.Exchange(ref _expected, long.MaxValue);
        }
    }
}
