// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Tracing;

/// <summary>The trace context of events, if no listener records the activities of the emulator.</summary>
public sealed class TraceContextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Event_HasATraceContext_UnlessItIsTurnedOff(bool isOn)
    {
        await using StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = 0, SendTraceContext = isOn }.AddEventHandler("chat", handler.Address + "events"));
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            WireRequest request = await handler.NextRequestAsync();
            while (request.Method != "POST")
            {
                request = await handler.NextRequestAsync();
            }

            if (isOn)
            {
                request.Header("traceparent").Should().MatchRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$");
                request.Header("tracestate").Should().MatchRegex("^webpubsub=[0-9a-f]{16}-[0-9a-f]+$");
            }
            else
            {
                request.Header("traceparent").Should().BeNullOrEmpty();
                request.Header("tracestate").Should().BeNullOrEmpty();
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delegate_HasTheTraceContext_UnlessItIsTurnedOff(bool isOn)
    {
        Activity? current = null;
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = 0, SendTraceContext = isOn }.AddEventHandler("chat", (request, _) =>
            {
                current = request is ConnectedEventRequest ? Activity.Current : current;
                return new ValueTask<WebPubSubEventResponse?>();
            }));
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connected" && !call.IsPending);

            (current?.TraceStateString is not null).Should().Be(isOn);
            current?.Recorded.Should().BeTrue();
        }
    }
}
