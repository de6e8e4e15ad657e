// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>Group events for an event handler that subscribes to them. See docs/protocols/event-handler.md#21-settings and #135-group-events.</summary>
public sealed class GroupPresenceTests : UpstreamTest
{
    protected override WebPubSubEmulatorOptions CreateOptions()
    {
        WebPubSubEmulatorOptions options = base.CreateOptions();
        WebPubSubEmulatorEventHandlerOptions handler = options.Hubs["chat"].EventHandlers[0];
        handler.SystemEvents.Clear();
        handler.GroupPresenceEvents.Add("joined");
        handler.GroupPresenceEvents.Add("Left");
        handler.GroupFilters.Add("room.*");
        handler.GroupFilters.Add("start");
        return options;
    }

    [Fact]
    public async Task GroupChange_RaisesAnEvent_IfTheGroupMatchesTheFilter()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(
            TestToken.ClientUri(Emulator.Endpoint, userId: "ann", roles: ["webpubsub.joinLeaveGroup"], groups: ["start"]));
        (await DescribeNextAsync()).Should().Be($"azure.webpubsub.gp.joined joined {connectionId} ann {{\"group\":\"start\"}}");

        await DoAsync(socket, """{"type":"joinGroup","group":"room.1","ackId":1}""");
        (await DescribeNextAsync()).Should().Be($"azure.webpubsub.gp.joined joined {connectionId} ann {{\"group\":\"room.1\"}}");
        await DoAsync(socket, """{"type":"joinGroup","group":"room.1","ackId":2}"""); // already a member
        await DoAsync(socket, """{"type":"joinGroup","group":"other","ackId":3}"""); // does not match the filters
        var service = new WebPubSubServiceClient(Emulator.ConnectionString, "chat");
        await service.RemoveConnectionFromGroupAsync("room.1", connectionId);
        (await DescribeNextAsync()).Should().Be($"azure.webpubsub.gp.left left {connectionId} ann {{\"group\":\"room.1\"}}");

        socket.Dispose();
        (await DescribeNextAsync()).Should().Be($"azure.webpubsub.gp.left left {connectionId} ann {{\"group\":\"start\"}}");
    }

    // Waits for the ack, because REST calls do not wait for earlier frames.
    private static async Task DoAsync(TestSocket socket, string frame)
    {
        await socket.SendTextAsync(frame);
        (await socket.ReceiveJsonAsync()).GetProperty("type").GetString().Should().Be("ack");
    }

    [Fact]
    public async Task ClientThatChangesGroupsFasterThanTheHandlerAnswers_Waits()
    {
        const int Joins = 200;
        var release = new TaskCompletionSource();
        int calls = 0;
        int open = 0;
        int most = 0;
        Handler.Default = async http =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (http.Request.Method == "POST")
            {
                Interlocked.Increment(ref calls);
                int now = Interlocked.Increment(ref open);
                lock (release)
                {
                    most = Math.Max(most, now);
                }

                await release.Task;
                Interlocked.Decrement(ref open);
            }
        };
        using TestSocket socket = await ConnectJsonAsync();
        for (int i = 0; i < Joins; i++)
        {
            await socket.SendTextAsync($$"""{"type":"joinGroup","group":"room.{{i}}"}""");
        }

        await TestTimeout.UntilAsync(() => Volatile.Read(ref open) == 64, "the handler to be busy");
        release.SetResult();

        await TestTimeout.UntilAsync(() => Volatile.Read(ref calls) == Joins, "every event");
        most.Should().BeLessThanOrEqualTo(64);
    }

    [Fact]
    public async Task Settings_HaveTheShapeOfTheService()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate"] = Handler.Address + "events",
            ["WebPubSub:Hubs:chat:EventHandlers:0:GroupPresenceEvents:EventNames:0"] = "joined",
            ["WebPubSub:Hubs:chat:EventHandlers:0:GroupPresenceEvents:GroupFilters:0"] = "**",
        }).Build();
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        Configuration.EmulatorConfiguration.Apply(configuration, options);
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);

        using TestSocket socket = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, groups: ["any.group"]))).Socket;

        (await NextEventAsync()).Text.Should().Be("""{"group":"any.group"}""");
    }

    [Theory]
    [InlineData("renamed", "*", "EventNames contains 'renamed'")]
    [InlineData("joined", "a\\", "GroupFilters contains 'a\\'")]
    public async Task BadSetting_FailsTheStart_WithItsPath(string eventName, string filter, string message)
    {
        WebPubSubEmulatorOptions options = CreateOptions();
        options.Hubs["chat"].EventHandlers[0].GroupPresenceEvents.Add(eventName);
        options.Hubs["chat"].EventHandlers[0].GroupFilters.Add(filter);

        Func<Task> start = () => WebPubSubEmulator.StartAsync(options);

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"*WebPubSub:Hubs:chat:EventHandlers:0:GroupPresenceEvents:{message}*");
    }

    private async Task<string> DescribeNextAsync()
    {
        WireRequest request = await NextEventAsync();
        return $"{request.Header("ce-type")} {request.Header("ce-eventName")} {request.Header("ce-connectionId")} {request.Header("ce-userId")} {request.Text}";
    }
}
