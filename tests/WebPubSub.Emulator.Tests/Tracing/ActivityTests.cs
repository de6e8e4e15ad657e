// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Tracing;

/// <summary>The activities of the emulator, and the trace context of its events. The tests use a hub of their own, because all emulators of the process share the source.</summary>
public sealed class ActivityTests : UpstreamTest
{
    private const string Hub = "activities";

    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public ActivityTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebPubSubDiagnostics.EmulatorActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName.EndsWith(" " + Hub, StringComparison.Ordinal) || activity.OperationName == "handle event")
                {
                    _stopped.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    protected override WebPubSubEmulatorOptions CreateOptions() =>
        new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler(Hub, Handler.Address + "events", new WebPubSubHubEvents { UserEventPattern = "*" });

    public override async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ClientMessage_Event_RestCall_AndDelivery_AreOneTrace()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, Hub, "alice", roles: ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup"]));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            WireRequest sent = await NextEventAsync();
            await SendAsync("POST", $"/api/hubs/{Hub}/:send", Content("hello"u8.ToArray(), "text/plain"), request => request.Headers.Add("traceparent", sent.Header("traceparent")));

            Activity message = await FindAsync("event activities");
            Activity @event = await FindAsync("event say activities");
            Activity rest = await FindAsync("REST POST activities");
            Activity delivery = await FindAsync("deliver activities");

            message.ParentSpanId.Should().Be(default(ActivitySpanId));
            @event.ParentSpanId.Should().Be(message.SpanId);
            rest.ParentSpanId.Should().Be(@event.SpanId);
            delivery.ParentSpanId.Should().Be(rest.SpanId);
            new[] { @event, rest, delivery }.Should().OnlyContain(activity => activity.TraceId == message.TraceId);
            sent.Header("traceparent").Should().Be($"00-{message.TraceId}-{@event.SpanId}-01");
            delivery.GetTagItem("webpubsub.emulator.recipients").Should().Be(1);
            @event.GetTagItem("http.response.status_code").Should().Be(200);
            @event.Kind.Should().Be(ActivityKind.Client);
            rest.Kind.Should().Be(ActivityKind.Server);
        }
    }

    [Fact]
    public async Task ClientMessage_IsNotPartOfAnUnrelatedActivity()
    {
        using Activity unrelated = new Activity("unrelated").Start();
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, Hub, "alice", roles: ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup"]));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"sendToGroup","group":"room","dataType":"text","data":"hi","ackId":1}""");

            (await FindAsync("sendToGroup activities")).TraceId.Should().NotBe(unrelated.TraceId);
            Activity.Current.Should().BeSameAs(unrelated);
        }
    }

    [Fact]
    public async Task RestCall_OfADelegate_IsPartOfTheTrace()
    {
        WebPubSubServiceClient? service = null;
        ActivitySpanId handling = default;
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler(Hub, async (request, token) =>
        {
            if (request is UserEventRequest)
            {
                handling = Activity.Current!.SpanId;
                await service!.SendToAllAsync("hello", cancellationToken: token);
            }

            return null;
        }));
        service = new WebPubSubServiceClient(emulator.ConnectionString, Hub);
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, Hub, "alice"));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");

            Activity delivery = await FindAsync("deliver activities");
            Activity @event = await FindAsync("event say activities");
            Activity delegated = (await FindAllAsync("handle event", 1)).Single(activity => activity.SpanId == handling);
            delegated.ParentSpanId.Should().Be(@event.SpanId);
            delivery.TraceId.Should().Be(@event.TraceId);
        }
    }

    [Fact]
    public async Task FailedEvent_HasTheReason()
    {
        RequestDelegate accept = Handler.Default;
        Handler.Default = http => HttpMethods.IsPost(http.Request.Method) ? StubServer.Status(400)(http) : accept(http);
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, Hub, "alice", roles: ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup"]));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");

            Activity failed = await FindAsync("event say activities");
            failed.Status.Should().Be(ActivityStatusCode.Error);
            failed.StatusDescription.Should().Contain("400");
        }
    }

    [Fact]
    public async Task Pings_HaveNoActivity()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, Hub, "alice", roles: ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup"]));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"ping"}""");
            await socket.ReceiveTextAsync();
            await socket.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");
            await FindAsync("joinGroup activities");

            _stopped.Select(activity => activity.OperationName).Should().Equal("connection opened activities", "joinGroup activities");
        }
    }

    private async Task<Activity[]> FindAllAsync(string name, int count)
    {
        await TestTimeout.UntilAsync(() => _stopped.Count(activity => activity.OperationName == name) >= count, $"the activity '{name}'");
        return [.. _stopped.Where(activity => activity.OperationName == name)];
    }

    private async Task<Activity> FindAsync(string name)
    {
        await TestTimeout.UntilAsync(() => _stopped.Any(activity => activity.OperationName == name), $"the activity '{name}'");
        return _stopped.First(activity => activity.OperationName == name);
    }
}
