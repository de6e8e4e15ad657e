// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>
/// Tests for the dispatch of signed requests to hub methods, and for the replies. See
/// docs/protocols/event-handler.md#5-content-types, #9-connection-state and #13-the-events.
/// </summary>
public sealed class DispatchTests : IAsyncLifetime
{
    private HandlerApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await HandlerApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Connect_ReturnsTheResponseOfTheHub()
    {
        _app.Calls.OnConnect = request => request.CreateResponse("bob", ["room"], request.Subprotocols[0], ["webpubsub.sendToGroup"]);

        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.Connect());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"userId":"bob","groups":["room"],"subprotocol":"json.webpubsub.azure.v1","roles":["webpubsub.sendToGroup"]}""");
        var seen = (ConnectEventRequest)_app.Calls.Requests.Single();
        seen.ConnectionContext.UserId.Should().Be("alice");
        seen.Query["tag"].Should().Equal("a", "b");
        seen.ConnectionContext.Headers["x-ms-client-request-id"].Should().Equal("2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77");
    }

    [Theory]
    [InlineData(WebPubSubErrorCode.Unauthorized, HttpStatusCode.Unauthorized)]
    [InlineData(WebPubSubErrorCode.UserError, HttpStatusCode.BadRequest)]
    [InlineData(WebPubSubErrorCode.ServerError, HttpStatusCode.InternalServerError)]
    public async Task Connect_CanBeRejected(WebPubSubErrorCode code, HttpStatusCode status)
    {
        _app.Calls.OnConnect = request => request.CreateErrorResponse(code, "not you");

        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.Connect());

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"errorMessage":"not you"}""");
    }

    [Fact]
    public async Task UserEvent_RepliesWithDataAndState()
    {
        _app.Calls.OnMessage = (request, _) =>
        {
            UserEventResponse response = request.CreateResponse($"{request.Data} to you");
            response.SetState("counter", BinaryData.FromString("2"));
            return Task.FromResult<UserEventResponse?>(response);
        };

        HttpResponseMessage response = await _app.Http.SendAsync(
            EventMessage.User("message", "hi").With("ce-connectionState", "eyJjb3VudGVyIjoxfQ=="));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).Should().Be("hi to you");
        response.Headers.GetValues("ce-connectionState").Should().Equal(
            Convert.ToBase64String("""{"counter":"Mg=="}"""u8));
        _app.Calls.Requests.Single().ConnectionContext.ConnectionStates["counter"].ToString().Should().Be("1");
    }

    [Fact]
    public async Task UserEvent_WithoutReply_IsNoContent()
    {
        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("order.created", "{}", "application/json"));

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        response.Headers.Contains("ce-connectionState").Should().BeFalse();
        _app.Calls.Requests.Single().Should().BeOfType<UserEventRequest>().Which.ConnectionContext.EventName.Should().Be("order.created");
    }

    [Fact]
    public async Task UserId_MayBeAnyText()
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = _app.Http.BaseAddress };

        await http.SendAsync(EventMessage.Connect().With("ce-userId", "你好 é"));

        _app.Calls.Requests.Single().ConnectionContext.UserId.Should().Be("你好 é");
    }

    [Theory]
    [InlineData("azure.webpubsub.sys.connected", "connected", "{}", typeof(ConnectedEventRequest))]
    [InlineData("azure.webpubsub.sys.disconnected", "disconnected", """{"reason":"bye"}""", typeof(DisconnectedEventRequest))]
    [InlineData("azure.webpubsub.gp.joined", "joined", """{"group":"room"}""", typeof(GroupJoinedEventRequest))]
    [InlineData("azure.webpubsub.gp.left", "left", """{"group":"room"}""", typeof(GroupLeftEventRequest))]
    public async Task Notification_IsAwaited(string type, string eventName, string body, Type request)
    {
        (await _app.Http.SendAsync(EventMessage.Create(type, eventName, body))).StatusCode.Should().Be(HttpStatusCode.NoContent);

        _app.Calls.Requests.Should().ContainSingle().Which.Should().BeOfType(request);
    }

    [Theory]
    [InlineData("azure.webpubsub.user.connected", "connected")]
    [InlineData("azure.webpubsub.user.joined", "joined")]
    public async Task Dispatch_UsesTheTypeInsteadOfTheName(string type, string eventName)
    {
        await _app.Http.SendAsync(EventMessage.Create(type, eventName, "\"hi\""));

        _app.Calls.Requests.Single().Should().BeOfType<UserEventRequest>();
    }

    [Fact]
    public async Task Mqtt_IsRejectedWithItsCode()
    {
        HttpRequestMessage request = EventMessage.Create(
            "azure.webpubsub.sys.connect", "connect", """{"mqtt":{"protocolVersion":5,"username":"u"}}""").With("ce-physicalConnectionId", "p1");
        _app.Calls.OnConnect = connect => ((MqttConnectEventRequest)connect).CreateMqttV50ErrorResponse(MqttV500ConnectReasonCode.Banned, "not you");

        HttpResponseMessage response = await _app.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"mqtt":{"code":138,"reason":"not you"}}""");
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Unauthorized, """{"mqtt":{"code":135}}""")]
    [InlineData(false, HttpStatusCode.InternalServerError, """{"mqtt":{"code":128}}""")]
    public async Task Mqtt_HandlerThatThrows_ReturnsNoDetails(bool unauthorized, HttpStatusCode status, string body)
    {
        HttpRequestMessage request = EventMessage.Create("azure.webpubsub.sys.connect", "connect", """{"mqtt":{"protocolVersion":5}}""")
            .With("ce-physicalConnectionId", "p1");
        _app.Calls.OnConnect = _ => throw (unauthorized ? new UnauthorizedAccessException("internal detail") : new InvalidOperationException("internal detail"));

        HttpResponseMessage response = await _app.Http.SendAsync(request);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Be(body);
    }

    [Fact]
    public async Task Mqtt_CanBeRejectedByAnException()
    {
        HttpRequestMessage request = EventMessage.Create("azure.webpubsub.sys.connect", "connect", """{"mqtt":{"protocolVersion":4}}""")
            .With("ce-physicalConnectionId", "p1");
        _app.Calls.OnConnect = _ => throw new MqttConnectionException(new MqttConnectEventErrorResponse(MqttV311ConnectReturnCode.IdentifierRejected));

        (await (await _app.Http.SendAsync(request)).Content.ReadAsStringAsync()).Should().Be("""{"mqtt":{"code":2}}""");
    }

    [Fact]
    public async Task Metadata_IsReadAndWritten()
    {
        _app.Calls.OnMessage = (request, _) => Task.FromResult<UserEventResponse?>(
            new UserEventResponse { Metadata = { ["echo"] = request.ConnectionContext.Metadata["trace"] } });

        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("message", "hi").With("x-webpubsub-metadata-trace", "42"));

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        response.Headers.GetValues("X-WebPubSub-Metadata-echo").Should().Equal("42");
    }

    [Fact]
    public async Task InvalidMetadata_FailsTheEvent_AndIsLogged()
    {
        _app.Calls.OnMessage = (_, _) => Task.FromResult<UserEventResponse?>(new UserEventResponse { Metadata = { ["a"] = "x\r\ny: z" } });

        (await _app.Http.SendAsync(EventMessage.User("message", "hi"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _app.Logs.All.Should().Contain("metadata");
    }

    [Theory]
    [InlineData("application/vnd.custom+json")]
    [InlineData("nonsense")]
    public async Task UnknownMediaType_IsBinary(string contentType)
    {
        await _app.Http.SendAsync(EventMessage.User("message", "hi", contentType));

        UserEventRequest request = _app.Calls.Requests.Single().Should().BeOfType<UserEventRequest>().Subject;
        request.DataType.Should().Be(WebPubSubDataType.Binary);
        request.ContentType.Should().Be(contentType);
    }

    [Fact]
    public async Task Headers_CanBeReadAfterTheRequest()
    {
        await _app.Http.SendAsync(EventMessage.User("message", "hi").With("x-custom", "first"));
        IReadOnlyDictionary<string, string[]> kept = _app.Calls.Requests.Single().ConnectionContext.Headers;
        await _app.Http.SendAsync(EventMessage.User("message", "hi").With("x-custom", "second"));

        kept["X-Custom"].Should().Equal("first");
        kept.ContainsKey("missing").Should().BeFalse();
        kept.Should().ContainKey("ce-hub").And.HaveCount(kept.Count).And.HaveCount(kept.Keys.Count()).And.HaveCount(kept.Values.Count());
        kept.Invoking(headers => headers["missing"]).Should().Throw<KeyNotFoundException>();
    }

    [Fact]
    public async Task UnknownEvent_IsAcceptedAndIgnored()
    {
        (await _app.Http.SendAsync(EventMessage.Create("azure.webpubsub.sys.rebalanced", "rebalanced", "{}"))).StatusCode
            .Should().Be(HttpStatusCode.NoContent);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task MalformedBody_IsABadRequest()
    {
        (await _app.Http.SendAsync(EventMessage.Create("azure.webpubsub.sys.connect", "connect", "{"))).StatusCode
            .Should().Be(HttpStatusCode.BadRequest);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task BodyAtTheLimit_IsRead_AndALargerBodyIsRejected()
    {
        const int Limit = 1024 * 1024;
        (await _app.Http.SendAsync(EventMessage.User("message", new string('x', Limit)))).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await _app.Http.SendAsync(EventMessage.User("message", new string('x', Limit + 1)))).StatusCode
            .Should().Be(HttpStatusCode.RequestEntityTooLarge);
        _app.Calls.Requests.Should().ContainSingle();
        _app.Logs.All.Should().Contain("413: The message is too big: it has 1,048,577 bytes, and the limit is 1,048,576 bytes.").And.Contain("WebPubSubOptions.MaxEventBodySize");
    }

    [Fact]
    public async Task HubMethodThatDoesNotReturn_IsLogged_WhileItRuns()
    {
        var time = new FakeTimeProvider();
        var entered = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder => builder.Services.AddSingleton<TimeProvider>(time));
        app.Calls.OnMessage = async (_, _) =>
        {
            entered.SetResult();
            await released.Task;
            return null;
        };
        Task<HttpResponseMessage> sending = app.Http.SendAsync(EventMessage.User("message", "hi"));
        await entered.Task.WithTimeoutAsync("the hub method");

        time.Advance(TimeSpan.FromSeconds(3));

        app.Logs.Lines.Should().ContainSingle(line => line.Contains(
            "The hub method for event 'message' of hub 'chat' has not returned for 3 s. Look for a blocking call or a slow dependency in the hub method."));
        released.SetResult();
        (await sending.WithTimeoutAsync("the answer")).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task ChunkedBodyOverTheLimit_IsRejected()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options => options.MaxEventBodySize = 10);
        HttpRequestMessage request = EventMessage.User("message", "12345678901");
        request.Headers.TransferEncodingChunked = true;

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        await app.StopAsync(); // waits until the server has ended the request
        app.Calls.Requests.Should().BeEmpty();
        app.Logs.Lines.Should().NotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailingHandler_ReturnsNoDetails()
    {
        _app.Calls.OnMessage = (_, _) => throw new InvalidOperationException("internal detail");

        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("message", "hi"));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        _app.Logs.All.Should().Contain("internal detail").And.Contain("event 'message' of hub 'chat' threw an exception, connection").And.Contain("RetryFailedEvents");
    }

    [Theory, InlineData(false, HttpStatusCode.BadRequest), InlineData(true, HttpStatusCode.InternalServerError)]
    public async Task FailingHandler_ReturnsARetriedStatus_OnlyIfEnabledOrForConnect(bool retries, HttpStatusCode status)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options => options.RetryFailedEvents = retries);
        app.Calls.OnMessage = (_, _) => throw new InvalidOperationException("message");
        app.Calls.OnConnected = () => throw new InvalidOperationException("connected");
        app.Calls.OnConnect = _ => throw new InvalidOperationException("connect");

        (await app.Http.SendAsync(EventMessage.User("message", "hi"))).StatusCode.Should().Be(status);
        (await app.Http.SendAsync(EventMessage.Create("azure.webpubsub.sys.connected", "connected", "{}"))).StatusCode.Should().Be(status);
        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task OptionsOfTheResourceThatSentTheEvent_Apply()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder =>
        {
            builder.Services.AddKeyedWebPubSub("eu", $"Endpoint=https://eu.example.test;AccessKey={HandlerApp.Key};Version=1.0;").AddHub<RecordingHub>("chat");
            builder.Services.Configure<WebPubSubOptions>("eu", options =>
            {
                options.RetryFailedEvents = true;
                options.MaxEventBodySize = 4;
            });
        });
        app.Calls.OnMessage = (_, _) => throw new InvalidOperationException("internal detail");
        Task<HttpResponseMessage> SendAsync(string body, string origin) => app.Http.SendAsync(EventMessage.User("message", body).With("WebHook-Request-Origin", origin));

        (await SendAsync("four", "localhost")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync("four", "eu.example.test")).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await SendAsync("five5", "localhost")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync("five5", "eu.example.test")).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task HubThatCannotBeCreated_ReturnsARetriedStatus()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddHub<NeedsMissingService>("missing"), map: application => application.MapWebPubSubHub<NeedsMissingService>("/eventhandler"));

        (await app.Http.SendAsync(EventMessage.User("message", "hi").With("ce-hub", "missing"))).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        app.Logs.All.Should().Contain("MissingService").And.Contain("retries the event");
    }

    [Fact]
    public async Task Rejection_IsLogged()
    {
        _app.Calls.OnMessage = (request, _) => Task.FromResult<UserEventResponse?>(request.CreateErrorResponse(429, "slow down"));

        (await _app.Http.SendAsync(EventMessage.User("message", "hi"))).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        _app.Logs.All.Should().Contain("The hub 'chat' rejected event 'message' of connection").And.Contain("429");
    }

    [Fact]
    public async Task FailingNotification_IsLogged()
    {
        _app.Calls.OnConnected = () => Task.FromException(new InvalidOperationException("lost otherwise"));

        (await _app.Http.SendAsync(EventMessage.Create("azure.webpubsub.sys.connected", "connected", "{}"))).StatusCode
            .Should().Be(HttpStatusCode.BadRequest);
        _app.Logs.All.Should().Contain("lost otherwise");
    }

    [Fact]
    public async Task UnauthorizedHandler_IsUnauthorized()
    {
        _app.Calls.OnConnect = _ => throw new UnauthorizedAccessException("internal detail");

        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.Connect());

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task EachEvent_HasItsOwnHubAndScope()
    {
        await _app.Http.SendAsync(EventMessage.Connect());
        await _app.Http.SendAsync(EventMessage.User("message", "hi"));

        _app.Calls.Hubs.Distinct().Should().HaveCount(2);
        _app.Calls.Hubs.Select(hub => hub.Scoped).Distinct().Should().HaveCount(2);
        _app.Calls.Hubs.Select(hub => hub.Service).Distinct().Should().ContainSingle().Which.Hub.Should().Be("chat");
    }

    [Fact]
    public async Task AbortedRequest_CancelsTheHandler()
    {
        var cancelled = new TaskCompletionSource();
        _app.Calls.OnMessage = async (_, cancellationToken) =>
        {
            cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        };
        using var impatience = new CancellationTokenSource();

        Task<HttpResponseMessage> sending = _app.Http.SendAsync(EventMessage.User("message", "hi"), impatience.Token);
        await TestTimeout.UntilAsync(() => !_app.Calls.Requests.IsEmpty, "the hub to be called");
        await impatience.CancelAsync();

        await cancelled.Task.WithTimeoutAsync("the cancellation of the handler");
        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("/eventhandler/connect")]
    [InlineData("/eventhandler/chat/connect")]
    [InlineData("/eventhandler/")]
    public async Task SubPaths_OfAUrlTemplate_AreServed(string path)
    {
        HttpRequestMessage request = EventMessage.Connect();
        request.RequestUri = new Uri(path, UriKind.Relative);

        (await _app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("/eventhandler/{*path}")]
    [InlineData("/{area}/{event}")]
    [InlineData("/eventhandler/")]
    public async Task Pattern_MayHaveParameters(string pattern)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(path: pattern);
        HttpRequestMessage request = EventMessage.Connect();
        request.RequestUri = new Uri("/eventhandler/connect", UriKind.Relative);

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task OtherMethods_AreNotAllowed() =>
        (await _app.Http.DeleteAsync(new Uri("/eventhandler", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);

    private sealed class MissingService;

    private sealed class NeedsMissingService(MissingService missing) : WebPubSubHub
    {
        public MissingService Missing => missing;
    }
}
