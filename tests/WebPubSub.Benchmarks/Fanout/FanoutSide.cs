// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace WebPubSub.Benchmarks.Fanout;

/// <summary>A server process and the clients that are connected to it.</summary>
internal sealed class FanoutSide : IDisposable
{
    private const int InFlight = 20; // the number of messages by which the publisher is ahead of its readers, on average
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);
    private const int AcknowledgeEvery = 250;
    private const char SignalREnd = '\u001e';
    private static readonly int SignalRMessageLength = $$"""{"type":1,"target":"m","arguments":["{{FanoutBenchmark.Text}}"]}{{SignalREnd}}""".Length;

    private readonly Process _server;
    private readonly List<FrameSocket> _clients = [];
    private readonly string _kind;
    private readonly bool _isReliable;
    private FrameSocket _publisher = null!;
    private long _delivered;
    private long _sent;
    private Exception? _failure;

    private FanoutSide(string kind, bool isReliable, Process server, Uri address)
    {
        _kind = kind;
        _isReliable = isReliable;
        _server = server;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<FanoutSide> StartAsync(string kind, bool isReliable = false)
    {
        Process server = Child.Start(Environment.ProcessPath!, "fanout-server", kind);
        return new FanoutSide(kind, isReliable, server, new Uri((await server.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Connects clients that count received messages, and a client that publishes.</summary>
    public async Task ConnectAsync(int clients)
    {
        for (int i = 0; i < clients; i++)
        {
            FrameSocket client = await ConnectClientAsync();
            _clients.Add(client);
            _ = CountAsync(client);
        }

        _publisher = _kind == "bare" ? await FrameSocket.ConnectAsync(new Uri(Address, "/publish")) : await ConnectClientAsync(isMember: false);
    }

    /// <summary>Connects idle clients.</summary>
    public async Task ConnectIdleAsync(int clients)
    {
        for (int i = 0; i < clients; i++)
        {
            _clients.Add(await ConnectClientAsync());
        }
    }

    /// <summary>Measures the number of messages that arrive per second while the publisher keeps a few messages in flight.</summary>
    public async Task<Measurement> MeasureAsync()
    {
        await SettleAsync();
        double allocated = await AskAsync("allocated");
        long before = Interlocked.Read(ref _delivered);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            if (_sent - (Interlocked.Read(ref _delivered) / _clients.Count) < InFlight)
            {
                await _publisher.SendAsync(PublishFrame()).WaitAsync(WaitTimeout);
                _sent++;
            }
            else
            {
                await Task.Delay(1);
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long delivered = Interlocked.Read(ref _delivered) - before;
        await SettleAsync();
        return new Measurement(delivered / seconds, (await AskAsync("allocated") - allocated) / (Interlocked.Read(ref _delivered) - before));
    }

    /// <summary>Measures the times of calls, one after another. Returns them in microseconds, in ascending order.</summary>
    public async Task<double[]> MeasureRoundTripsAsync(int calls)
    {
        using FrameSocket client = await ConnectClientAsync(isMember: false);
        double[] times = new double[calls];
        for (int i = -100; i < calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await client.SendAsync(CallFrame());
            string answer = await client.ReceiveTextAsync();
            if (!answer.Contains("hello", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(answer);
            }

            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>Returns the working set of the server after a garbage collection.</summary>
    public Task<double> MeasureMemoryAsync() => AskAsync("memory");

    public void Dispose()
    {
        _server.Kill();
        _server.Dispose();
        _clients.ForEach(client => client.Dispose());
        _publisher?.Dispose();
    }

    private async Task<double> AskAsync(string question)
    {
        await _server.StandardInput.WriteLineAsync(question);
        await _server.StandardInput.FlushAsync();
        return double.Parse((await _server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    private async Task<FrameSocket> ConnectClientAsync(bool isMember = true)
    {
        switch (_kind)
        {
            case "signalr":
                FrameSocket signalR = await FrameSocket.ConnectAsync(new Uri(Address, "/hub"), messageLength: SignalRMessageLength);
                await signalR.SendAsync($$"""{"protocol":"json","version":1}{{SignalREnd}}""");
                await signalR.ReceiveTextAsync();
                return signalR;
            default: // the bare server gets the same request, including the token, and ignores its content
                var service = new WebPubSubServiceClient($"Endpoint={Address};AccessKey={WebPubSub.Emulator.WebPubSubEmulatorOptions.DefaultAccessKey}", "chat");
                Uri uri = service.GetClientAccessUri(roles: ["webpubsub.sendToGroup"], groups: isMember ? ["g"] : []);
                FrameSocket client = await FrameSocket.ConnectAsync(
                    uri, _isReliable ? "json.reliable.webpubsub.azure.v1" : "json.webpubsub.azure.v1");
                if (_kind == "emulator")
                {
                    await client.ReceiveTextAsync(); // the connected message
                }

                return client;
        }
    }

    private string PublishFrame() => _kind == "signalr"
        ? $$"""{"type":1,"target":"Send","arguments":["{{FanoutBenchmark.Text}}"]}{{SignalREnd}}"""
        : $$"""{"type":"sendToGroup","group":"g","dataType":"text","data":"{{FanoutBenchmark.Text}}"}""";

    private string CallFrame() => _kind == "signalr"
        ? $$"""{"type":1,"invocationId":"1","target":"Echo","arguments":["hello"]}{{SignalREnd}}"""
        : """{"type":"event","event":"echo","dataType":"text","data":"hello"}""";

    private async Task CountAsync(FrameSocket client)
    {
        byte[] buffer = new byte[4096];
        long acknowledged = 0;
        try
        {
            while (true)
            {
                Interlocked.Add(ref _delivered, await client.ReceiveAsync(buffer));
                if (_isReliable && client.Messages - acknowledged >= AcknowledgeEvery)
                {
                    acknowledged = client.Messages;
                    await client.SendAsync($$"""{"type":"sequenceAck","sequenceId":{{acknowledged}}}""");
                }
            }
        }
#pragma warning disable CA1031 // SettleAsync throws it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure ??= exception;
        }
    }

    // Waits until all messages have arrived.
    private async Task SettleAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (Interlocked.Read(ref _delivered) < _sent * _clients.Count)
        {
            if (_failure is not null || Stopwatch.GetElapsedTime(start) > WaitTimeout)
            {
                throw new InvalidOperationException($"{_kind}: {_delivered} of {_sent * _clients.Count} messages have come.", _failure);
            }

            await Task.Delay(1);
        }
    }
}
