// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>More simultaneous events than the emulator sends to one server at the same time.</summary>
public sealed class ManyEventsTests : IAsyncLifetime
{
    private const int MostAtOnce = 1000;
    private const int Clients = MostAtOnce + 50;

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StubServer _handler = null!;
    private WebPubSubEmulator _emulator = null!;
    private int _now;
    private volatile bool _wasTooMany;

    public async ValueTask InitializeAsync()
    {
        _handler = await StubServer.StartAsync();
        _handler.Default = async http =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (http.Request.Method == "POST")
            {
                if (Interlocked.Increment(ref _now) > MostAtOnce)
                {
                    _wasTooMany = true;
                }

                await _release.Task;
                Interlocked.Decrement(ref _now);
            }
        };
        var options = new WebPubSubEmulatorOptions { Port = 0, Hubs = { ["chat"] = new() } };
        options.Hubs["chat"].EventHandlers.Add(new() { UrlTemplate = _handler.Address.AbsoluteUri, EventPattern = "*" });
        _emulator = await WebPubSubEmulator.StartAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _handler.DisposeAsync();
    }

    [Fact]
    public async Task OneServer_ReceivesAThousandAtOnce_AndTheOthersAfterThem()
    {
        List<TestSocket> clients = [];
        for (int i = 0; i < Clients; i++)
        {
            clients.Add((await TestSocket.ConnectJsonAsync(TestToken.ClientUri(_emulator.Endpoint))).Socket);
        }

        foreach (TestSocket client in clients)
        {
            await client.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":1}""");
        }

        await TestTimeout.UntilAsync(() => Volatile.Read(ref _now) == MostAtOnce, () => $"{MostAtOnce} events at once; there were {_now}");
        _release.SetResult();

        foreach (TestSocket client in clients)
        {
            (await client.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
            client.Dispose();
        }

        _wasTooMany.Should().BeFalse();
    }
}
