// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>Event Hubs listeners. Their events succeed and appear in the trace. See docs/protocols/event-handler.md#15-event-hubs-listeners.</summary>
public sealed class EventListenerTests : EmulatorTest
{
    protected override WebPubSubEmulatorOptions CreateOptions()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WebPubSub:Hubs:chat:EventListeners:0:Filter:UserEventPattern"] = "say, message",
            ["WebPubSub:Hubs:chat:EventListeners:0:Filter:SystemEvents:0"] = "connected",
            ["WebPubSub:Hubs:chat:EventListeners:0:Endpoint:Type"] = "EventHub",
            ["WebPubSub:Hubs:chat:EventListeners:0:Endpoint:EventHubName"] = "analytics",
        }).Build();
        Configuration.EmulatorConfiguration.Apply(configuration, options);
        return options;
    }

    [Covers("Event Hubs listener", Evidence.EmulatorTest, "SUPPORTED_FEATURES.md")]
    [Theory]
    [InlineData("say", true)]
    [InlineData("SAY", true)]
    [InlineData("shout", false)]
    public async Task UserEvent_ThatOnlyAListenerReceives_Succeeds(string name, bool succeeds)
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync($$"""{"type":"event","event":"{{name}}","dataType":"text","data":"hi","ackId":1}""");

        (await socket.ReceiveJsonAsync()).GetProperty("success").GetBoolean().Should().Be(succeeds);
        EmulatorHandlerCall call = await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == name);
        call.EventListener.Should().Be(succeeds ? "analytics" : null);
        call.IsFailure.Should().Be(!succeeds);
        call.Body.ToString().Should().Be("hi");
    }

    [Fact]
    public async Task RawConnection_StaysOpen()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"));

        await socket.SendTextAsync("hi");
        await Emulator.Inspector.WaitForHandlerCallAsync(call => call is { EventName: "message", EventListener: "analytics" });
        await SendAsync("POST", "/api/hubs/chat/users/ann/:send", "still there");

        (await socket.ReceiveTextAsync()).Should().Be("still there");
    }

    [Fact]
    public async Task SystemEvents_AreShown_IfTheListenerReceivesThem()
    {
        (await ConnectJsonAsync()).Dispose();

        (await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connected")).EventListener.Should().Be("analytics");
        (await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "disconnected")).EventListener.Should().BeNull();
    }

    [Fact]
    public async Task Invocation_NeedsAnEventHandler()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync("""{"type":"invoke","invocationId":"i","target":"event","event":"say","dataType":"text","data":"hi"}""");

        (await socket.ReceiveTextAsync()).Should().Contain("NotFound");
    }

    [Fact]
    public async Task Handler_AndListener_BothReceiveTheEvent()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler("chat", (request, _) => new(request is UserEventRequest user ? user.CreateResponse("reply") : null));
        options.Hubs["chat"].EventListeners.Add(new() { EventPattern = "*" });
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        using TestSocket socket = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint))).Socket;

        await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi"}""");

        (await socket.ReceiveTextAsync()).Should().Contain("reply");
        await emulator.Inspector.WaitForHandlerCallAsync(call => call is { EventName: "say", EventListener: null });
        emulator.Inspector.HandlerCalls.Where(call => call.EventName == "say").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("sa*", "connected", "*Filter:UserEventPattern 'sa*' contains a wildcard in a name*")]
    [InlineData("*", "connect", "*Filter:SystemEvents contains 'connect'. Use connected, disconnected.*")]
    public async Task BadSetting_FailsTheStart(string pattern, string systemEvent, string message)
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.Hubs["chat"] = new() { EventListeners = { new() { EventPattern = pattern, SystemEvents = { systemEvent } } } };

        await FluentActions.Awaiting(() => WebPubSubEmulator.StartAsync(options)).Should().ThrowAsync<OptionsValidationException>().WithMessage(message);
    }
}
