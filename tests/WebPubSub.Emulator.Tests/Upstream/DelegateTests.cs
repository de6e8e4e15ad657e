// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>Event handlers in the process of the emulator.</summary>
public sealed class DelegateTests
{
    [Fact]
    public async Task Delegate_ReceivesEventsLikeAnEventHandler()
    {
        var seen = new List<string>();
        await using WebPubSubEmulator emulator = await StartAsync((request, _) =>
        {
            lock (seen)
            {
                seen.Add($"{request.ConnectionContext.EventName} {request.ConnectionContext.UserId} {(request as UserEventRequest)?.Data}".TrimEnd());
            }

            return new ValueTask<WebPubSubEventResponse?>(request switch
            {
                ConnectEventRequest connect => connect.CreateResponse("alice", ["room"], null, null),
                UserEventRequest user => user.CreateResponse($"you said {user.Data}"),
                _ => null,
            });
        });

        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"you said hi"}""");
            await socket.ReceiveTextAsync();
            await emulator.Inspector.WaitForGroupAsync("chat", "room");
            await socket.CloseAsync();
        }

        await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "disconnected" && call.Status == 204);
        lock (seen)
        {
            seen.Should().BeEquivalentTo("connect", "connected alice", "say alice hi", "disconnected alice");
        }
    }

    [Fact]
    public async Task ErrorResponse_RejectsTheClient()
    {
        await using WebPubSubEmulator emulator = await StartAsync((request, _) =>
            new ValueTask<WebPubSubEventResponse?>(new EventErrorResponse(WebPubSubErrorCode.Unauthorized, "not you")));

        (await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(emulator.Endpoint))).Should().Be(401);

        emulator.Inspector.HandlerCalls.Should().ContainSingle().Which.Reason.Should().Be("The event handler answered 401: not you");
    }

    [Fact]
    public async Task ThrowingDelegate_FailsTheEvent_AndTheTraceHasTheReason()
    {
        await using WebPubSubEmulator emulator = await StartAsync((request, _) =>
            request is UserEventRequest ? throw new InvalidOperationException("the database is gone") : new ValueTask<WebPubSubEventResponse?>());
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");

            (await socket.ReceiveTextAsync()).Should().Contain("InternalServerError").And.NotContain("database");
        }

        EmulatorHandlerCall call = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say");
        call.Should().BeEquivalentTo(new { Status = 500, Attempts = 2, IsFailure = true });
        call.Reason.Should().Be("The event handler answered 500: it threw InvalidOperationException: the database is gone");
    }

    [Fact]
    public async Task MessageHandler_CarriesTheRequests_ValidationIncluded()
    {
        using var handler = new RecordingHandler();
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions
        {
            Port = 0,
            Hubs =
            {
                ["chat"] = new WebPubSubEmulatorHubOptions
                {
                    EventHandlers = { new WebPubSubEmulatorEventHandlerOptions { UrlTemplate = "/events/{event}", EventPattern = "*", HttpMessageHandlerFactory = () => handler } },
                },
            },
        });
        using TestSocket socket = await TestSocket.ConnectAsync(TestToken.ClientUri(emulator.Endpoint));

        await socket.SendTextAsync("hi");

        await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "message" && call.Status == 204);
        handler.Requests.Should().Equal("OPTIONS http://localhost/events/validate", "POST http://localhost/events/message");
    }

    [Fact]
    public async Task DelegateThatNeverEnds_DoesNotBlockDisposal()
    {
        var entered = new TaskCompletionSource();
        WebPubSubEmulator emulator = await StartAsync(async (_, _) =>
        {
            entered.TrySetResult();
            await new TaskCompletionSource().Task;
            return null;
        });
        using (var client = new System.Net.WebSockets.ClientWebSocket())
        {
            Task connecting = client.ConnectAsync(TestToken.ClientUri(emulator.Endpoint), CancellationToken.None);
            await entered.Task.WithTimeoutAsync("the delegate");

            await emulator.DisposeAsync().AsTask().WithTimeoutAsync("the end");

            await FluentActions.Invoking(() => connecting).Should().ThrowAsync<System.Net.WebSockets.WebSocketException>();
        }
    }

    [Fact]
    public async Task HandlerThatThrows_FailsTheEventOnly_AndTheTraceHasTheReason()
    {
        int asked = 0;
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions
        {
            Port = 0,
            EventRetryDelays = [],
            Hubs =
            {
                ["chat"] = new WebPubSubEmulatorHubOptions
                {
                    EventHandlers =
                    {
                        new WebPubSubEmulatorEventHandlerOptions
                        {
                            UrlTemplate = "/events",
                            EventPattern = "*",
                            HttpMessageHandlerFactory = () => ++asked == 1 ? throw new InvalidOperationException("the application does not start") : new RecordingHandler(),
                        },
                    },
                },
            },
        });
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            (await socket.ReceiveTextAsync()).Should().Contain("InternalServerError");
            await socket.SendTextAsync("""{"type":"ping"}""");
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
        }

        emulator.Inspector.HandlerCalls.Single(call => call.EventName == "say").Should().BeEquivalentTo(new { IsFailure = true, Status = 0 })
            .And.Subject.As<EmulatorHandlerCall>().Reason.Should().EndWith("The application failed. Its log contains the exception. The answer was: it threw InvalidOperationException: the application does not start. The first event after 1 s validates it again.");
    }

    [Fact]
    public async Task LongCall_IsTracedAsPending_WithTheReason()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var entered = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        var logs = new CapturedLogs();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = 0, TimeProvider = time, LoggerFactory = loggers }.AddEventHandler("chat", Blocking(entered, released)));
        using TestSocket socket = await TestSocket.ConnectAsync(TestToken.ClientUri(emulator.Endpoint));
        await socket.SendTextAsync("hi");
        await entered.Task.WithTimeoutAsync("the event");

        time.Advance(TimeSpan.FromSeconds(3));

        await TestTimeout.UntilAsync(() => emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().Any(call => call is { IsPending: true, EventName: "message", Reason: not null }), "the call that is late");
        emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().Single(call => call is { IsPending: true, EventName: "message" }).Reason
            .Should().Be("The event handler has not answered for 3 s. Look for a blocking call or a slow dependency in the hub method. The next message of the client waits for the answer. The emulator sends at most 1,000 events to one server at the same time.");
        logs.Lines.Should().ContainSingle(line => line.Contains("Event 'message' of hub 'chat': The event handler has not answered for 3 s. Look for a blocking call"));
        emulator.Inspector.HandlerCalls.Should().NotContain(call => call.EventName == "message");
        released.SetResult();
        (await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "message")).IsPending.Should().BeFalse();
    }

    [Fact]
    public async Task PendingCall_IsTracedAtItsEnd_AfterTheTraceWasCleared()
    {
        var entered = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        await using WebPubSubEmulator emulator = await StartAsync(Blocking(entered, released));
        using TestSocket socket = await TestSocket.ConnectAsync(TestToken.ClientUri(emulator.Endpoint));
        await socket.SendTextAsync("hi");
        await entered.Task.WithTimeoutAsync("the event");

        emulator.Inspector.Clear();
        released.SetResult();

        (await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "message")).Status.Should().Be(204);
        emulator.Inspector.Entries.Select(entry => entry.Number).Should().BeInAscendingOrder();
    }

    private static Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>> Blocking(TaskCompletionSource entered, TaskCompletionSource released) =>
        async (request, _) =>
        {
            if (request is UserEventRequest)
            {
                entered.TrySetResult();
                await released.Task;
            }

            return null;
        };

    private static Task<WebPubSubEmulator> StartAsync(Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>> handler) =>
        WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [TimeSpan.Zero] }.AddEventHandler("chat", handler));

    private sealed class RecordingHandler : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri}");
            var response = new HttpResponseMessage(request.Method == HttpMethod.Options ? HttpStatusCode.OK : HttpStatusCode.NoContent);
            response.Headers.Add("WebHook-Allowed-Origin", "*");
            return Task.FromResult(response);
        }
    }
}
