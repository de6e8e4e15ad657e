// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Broken answers of an event handler. Each event of a client is acknowledged or fails, and the answers do not leak memory.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class HandlerFuzzTests : EmulatorTest
{
    private const int Events = 5000;
    private const int Clients = 8;
    private const int EventsOfAConnection = 10;
    private const long MemoryAllowance = 64 * 1024 * 1024;

    private readonly BrokenHandler _handler = new();
    private readonly CapturedLogs _failures = new();
    private int _answered;

    protected override WebPubSubEmulatorOptions CreateOptions() => new WebPubSubEmulatorOptions
    {
        Port = 0,
        EventRetryDelays = [TimeSpan.Zero],
        LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(_failures).SetMinimumLevel(LogLevel.Error)),
    }.AddEventHandler("chat", _handler.Address + "events");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _handler.Dispose();
    }

    [Fact]
    public async Task FiveThousandBrokenAnswers_DoNotAffectLaterEvents()
    {
        await RaiseAsync(Events / 5);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await RaiseAsync(Events);

        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(MemoryAllowance, before);
        _failures.All.Should().BeEmpty();
        _answered.Should().BeGreaterThan(Events / 4);
        _handler.Mend();
        using TestSocket socket = await ConnectJsonAsync();
        await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"whole"}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
    }

    private Task RaiseAsync(int events) => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
    {
        for (int raised = 0; raised < events / Clients;)
        {
            try
            {
                using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann", AllRoles), "json.webpubsub.azure.v1");
                for (int id = 1; id <= EventsOfAConnection; id++, raised++)
                {
                    await socket.SendTextAsync($$"""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":{{id}}}""");
                    await ReadUntilAsync(socket, $"\"ackId\":{id}");
                    Interlocked.Increment(ref _answered);
                }
            }
            catch (WebSocketException)
            {
                raised++; // the answer to the connect event was also broken, or selected another subprotocol
            }
        }
    })));

    private static async Task ReadUntilAsync(TestSocket socket, string text)
    {
        while (true)
        {
            (WebSocketMessageType type, byte[] bytes) = await socket.ReceiveAsync();
            if (type == WebSocketMessageType.Close)
            {
                throw new WebSocketException("It was closed.");
            }

            if (System.Text.Encoding.UTF8.GetString(bytes).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
