// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net;
using System.Reflection;
using Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.Testing;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>
/// Tests for weaknesses of the official event handlers that this event handler must not have. The numbers are those of
/// docs/protocols/event-handler.md#183-net-weaknesses (Net) and 18.4 (Js). <c>eng/bench.sh handler</c> measures Net 16. The native program that
/// <c>eng/test.sh</c> runs tests Net 23.
/// </summary>
public sealed class OfficialWeaknessesTests : IAsyncLifetime
{
    private const string Forged = "sha256=0000000000000000000000000000000000000000000000000000000000000000";
    private HandlerApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await HandlerApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Net_01_AHubLivesForOneEvent_InTheScopeOfTheRequest()
    {
        await _app.Http.SendAsync(EventMessage.Connect());
        await _app.Http.SendAsync(EventMessage.Connect());
        _app.Calls.Hubs.Select(hub => hub.Scoped).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task Net_02_03_Js_01_UnverifiedEventsAreRejected_WithEachCredential()
    {
        (await StatusAsync(EventMessage.Connect().With("ce-signature"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(EventMessage.Connect().With("ce-signature", Forged))).Should().Be(HttpStatusCode.Unauthorized);
        await using (HandlerApp keyed = await HandlerApp.StartAsync(options =>
            options.ServiceEndpoint = new WebPubSubServiceEndpoint(new Uri("http://localhost:8080"), new AzureKeyCredential(HandlerApp.Key))))
        {
            (await keyed.Http.SendAsync(EventMessage.Connect().With("ce-signature", Forged))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        await FluentActions.Awaiting(() => HandlerApp.StartAsync(options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(
            new Uri("https://demo.webpubsub.azure.com"), Azure.Core.DelegatedTokenCredential.Create((_, _) => default)))).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Net_04_ARotatedKeyTakesEffectAtOnce()
    {
        var credential = new AzureKeyCredential("old");
        await using HandlerApp app = await HandlerApp.StartAsync(
            options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(new Uri("http://localhost:8080"), credential));
        credential.Update(HandlerApp.Key);
        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Net_05_Js_04_SubPathsAreServed_AndAnUnknownHubIsNotFound()
    {
        HttpRequestMessage below = EventMessage.Connect();
        below.RequestUri = new Uri("/eventhandler/connect", UriKind.Relative);
        (await StatusAsync(below)).Should().Be(HttpStatusCode.NoContent);
        (await StatusAsync(EventMessage.Connect().With("ce-hub", "news"))).Should().Be(HttpStatusCode.NotFound);
        _app.Logs.All.Should().Contain("Known hubs: 'chat'");
    }

    [Fact]
    public async Task Net_06_ExceptionDetailsAreNotReturned()
    {
        _app.Calls.OnMessage = (_, _) => throw new InvalidOperationException("internal detail");
        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("message", "hi"));
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        _app.Logs.All.Should().Contain("internal detail");
    }

    [Fact]
    public async Task Net_07_Js_06_AnEventWithoutReplyIsASuccess() =>
        (await StatusAsync(EventMessage.User("message", "hi"))).Should().Be(HttpStatusCode.NoContent);

    [Fact]
    public async Task Net_08_Js_07_NotificationsAreAwaited_AndTheirFailuresLogged()
    {
        _app.Calls.OnConnected = async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("lost otherwise");
        };
        (await StatusAsync(EventMessage.Create("azure.webpubsub.sys.connected", "connected", "{}"))).Should().Be(HttpStatusCode.BadRequest);
        _app.Logs.All.Should().Contain("lost otherwise");
    }

    [Fact]
    public async Task Net_09_ClearingStatesReachesTheService()
    {
        _app.Calls.OnMessage = (_, _) =>
        {
            var response = new UserEventResponse();
            response.ClearStates();
            return Task.FromResult<UserEventResponse?>(response);
        };
        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("message", "hi").With("ce-connectionState", "eyJhIjoxfQ=="));
        response.Headers.GetValues("ce-connectionState").Should().Equal("e30=");
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("e30")]
    [InlineData("WzFd")]
    [InlineData("eyJhIjoxLCJiIjoi")]
    public async Task Net_10_Js_13_AnInvalidStateIsAccepted_AndIsNotLost(string state)
    {
        HttpResponseMessage response = await _app.Http.SendAsync(EventMessage.User("message", "hi").With("ce-connectionState", state));
        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        response.Headers.Contains("ce-connectionState").Should().BeFalse();
        _app.Calls.Requests.Single().ConnectionContext.RawConnectionState.Should().Be(state);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Net_11_Js_12_AHandlerCanRejectWithAnyStatus(int status)
    {
        _app.Calls.OnConnect = request => request.CreateErrorResponse(status);
        ((int)await StatusAsync(EventMessage.Connect())).Should().Be(status);
    }

    [Fact]
    public async Task Net_12_AMissingOriginIsABadRequest() =>
        (await StatusAsync(EventMessage.Connect().With("WebHook-Request-Origin"))).Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("azure.webpubsub.sys.rebalanced")]
    [InlineData("azure.webpubsub.gp.renamed")]
    [InlineData("azure.webpubsub.new.kind")]
    public async Task Net_13_UnknownEventsAreIgnored(string type)
    {
        (await StatusAsync(EventMessage.Create(type, "x", "{}"))).Should().Be(HttpStatusCode.NoContent);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("application/cbor", WebPubSubDataType.Binary)]
    [InlineData("TEXT/PLAIN", WebPubSubDataType.Text)]
    [InlineData("Application/JSON; charset=utf-8", WebPubSubDataType.Json)]
    public async Task Net_14_Js_10_AnyMediaTypeIsRead(string contentType, WebPubSubDataType dataType)
    {
        await _app.Http.SendAsync(EventMessage.User("message", "1", contentType));
        ((UserEventRequest)_app.Calls.Requests.Single()).DataType.Should().Be(dataType);
    }

    [Fact]
    public async Task Net_15_Js_09_ABodyHasALimit_AndMayBeEmpty()
    {
        (await StatusAsync(EventMessage.User("message", new string('x', (1024 * 1024) + 1)))).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await StatusAsync(EventMessage.Create("azure.webpubsub.sys.connect", "connect", ""))).Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("GET")]
    public async Task Net_17_Js_03_ValidationNeedsOnlyTheOrigin(string method) =>
        (await StatusAsync(new HttpRequestMessage(new HttpMethod(method), "/eventhandler").With("WebHook-Request-Origin", "localhost"))).Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task Net_18_Js_02_AllowedEndpointsAreAccepted_AndOtherOriginsAreRejected()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options => options.AllowedEndpoints.Add("https://chat.contoso.test:8443"));
        foreach ((string origin, HttpStatusCode status) in ((string, HttpStatusCode)[])
            [("chat.contoso.test", HttpStatusCode.OK), ("other.test, localhost", HttpStatusCode.OK), ("other.test", HttpStatusCode.Forbidden)])
        {
            (await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/eventhandler").With("WebHook-Request-Origin", origin))).StatusCode.Should().Be(status);
        }
    }

    [Theory]
    [InlineData(130, 400)]
    [InlineData(255, 500)]
    public async Task Net_19_AnyMqttCodeHasAStatus(int code, int status)
    {
        _app.Calls.OnConnect = request => ((MqttConnectEventRequest)request).CreateMqttV50ErrorResponse((MqttV500ConnectReasonCode)code);
        ((int)await StatusAsync(EventMessage.Create("azure.webpubsub.sys.connect", "connect", """{"mqtt":{"protocolVersion":9}}""")
            .With("ce-physicalConnectionId", "p"))).Should().Be(status);
    }

    [Fact]
    public void Net_20_TwoHubsWithOneNameThrow()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWebPubSub("Endpoint=http://localhost:8080;AccessKey=k").AddHub<RecordingHub>("chat").AddHub<OtherHub>("chat");
        builder.Build().Invoking(app => app.MapWebPubSubHub<OtherHub>()).Should().Throw<Exception>().WithMessage("*have the same hub name 'chat'*");
    }

    [Fact]
    public void Net_21_TheNameOfTheHubIsLogged() => _app.Logs.All.Should().Contain("Events of hub 'chat' are received at /eventhandler");

    [Fact]
    public async Task Net_22_EventsAreTraced()
    {
        Activity? traced = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebPubSubDiagnostics.EventHandlerActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => traced = activity,
        };
        ActivitySource.AddActivityListener(listener);
        await _app.Http.SendAsync(EventMessage.Connect());
        traced.Should().NotBeNull();
    }

    [Fact]
    public async Task Net_24_AnEventSenderRaisesEvents()
    {
        var sender = new WebPubSubEventSender(_app.Http, $"Endpoint=http://localhost:8080;AccessKey={HandlerApp.Key}", "chat", "/eventhandler");
        (await sender.CreateConnection("ann").SendEventAsync("message", "hi")).IsSuccess.Should().BeTrue();
    }

    [Fact]
    public async Task Js_05_ThePathIsExact_AndIgnoresCase()
    {
        HttpRequestMessage beside = EventMessage.Connect();
        beside.RequestUri = new Uri("/eventhandlers", UriKind.Relative);
        (await StatusAsync(beside)).Should().Be(HttpStatusCode.NotFound);
        HttpRequestMessage upper = EventMessage.Connect();
        upper.RequestUri = new Uri("/EVENTHANDLER", UriKind.Relative);
        (await StatusAsync(upper)).Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Js_08_ABodyIsReadBeforeTheAnswer()
    {
        (await StatusAsync(EventMessage.Create("azure.webpubsub.sys.disconnected", "disconnected", "{"))).Should().Be(HttpStatusCode.BadRequest);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Js_11_TheContextIsFilled()
    {
        await _app.Http.SendAsync(EventMessage.User("message", "hi").With("ce-subprotocol", "json.webpubsub.azure.v1").With("x-twice", "1", "2"));
        WebPubSubConnectionContext context = _app.Calls.Requests.Single().ConnectionContext;
        context.Subprotocol.Should().Be("json.webpubsub.azure.v1");
        string.Join(',', context.Headers["x-twice"]).Should().ContainAll("1", "2");
    }

    [Fact]
    public async Task Js_14_DataOfClientsIsNotLogged()
    {
        const string Body = """{"claims":{"sub":["secret-claim"]},"query":{"access_token":["secret-query"]},"headers":{"Authorization":["secret-header"]}}""";
        await _app.Http.SendAsync(EventMessage.Create("azure.webpubsub.sys.connect", "connect", Body).With("Authorization", "Bearer secret-token"));
        await _app.Http.SendAsync(EventMessage.User("message", "secret-message"));
        _app.Calls.Requests.Should().HaveCount(2);
        _app.Logs.All.Should().NotContain("secret-");
    }

    [Fact]
    public void EveryNumber_HasATest()
    {
        string[] elsewhere = ["Net16", "Net23"];
        Numbers().Concat(elsewhere).Distinct().Should().BeEquivalentTo(
            Enumerable.Range(1, 24).Select(number => $"Net{number:00}").Concat(Enumerable.Range(1, 14).Select(number => $"Js{number:00}")));
    }

    private static IEnumerable<string> Numbers()
    {
        foreach (MethodInfo method in typeof(OfficialWeaknessesTests).GetMethods(BindingFlags.Public | BindingFlags.Instance))
        {
            string list = "";
            foreach (string part in method.Name.Split('_'))
            {
                if (part is "Net" or "Js")
                {
                    list = part;
                }
                else if (list.Length > 0 && part.Length == 2 && part.All(char.IsAsciiDigit))
                {
                    yield return list + part;
                }
            }
        }
    }

    private async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request) => (await _app.Http.SendAsync(request)).StatusCode;

    private sealed class OtherHub : WebPubSubHub;
}
