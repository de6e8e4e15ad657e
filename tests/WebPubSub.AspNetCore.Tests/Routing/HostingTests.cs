// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests.Routing;

/// <summary>Tests for the mapping of hubs, the log at the start, and the stop of an application.</summary>
public sealed class HostingTests
{
    [Theory]
    [InlineData("/api/webpubsub/hubs/chat")]
    [InlineData("/api/webpubsub/hubs/chat/")]
    [InlineData("/API/WebPubSub/Hubs/Chat/connect")]
    public async Task DefaultPath_IsThePathOfTheJavaScriptHandler(string path)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application => application.MapWebPubSubHub<RecordingHub>());
        HttpRequestMessage request = EventMessage.Connect();
        request.RequestUri = new Uri(path, UriKind.Relative);

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task MapWebPubSubHubs_MapsEveryHub()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddHub<QuietHub>("quiet"), map: application => application.MapWebPubSubHubs().RequireHost("127.0.0.1"));
        HttpRequestMessage chat = EventMessage.Connect();
        chat.RequestUri = new Uri("/api/webpubsub/hubs/chat", UriKind.Relative);
        HttpRequestMessage quiet = EventMessage.Connect().With("ce-hub", "quiet");
        quiet.RequestUri = new Uri("/api/webpubsub/hubs/quiet", UriKind.Relative);
        HttpRequestMessage elsewhere = EventMessage.Connect().With("Host", "other.example.test");
        elsewhere.RequestUri = chat.RequestUri;

        (await app.Http.SendAsync(chat)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await app.Http.SendAsync(quiet)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await app.Http.SendAsync(elsewhere)).StatusCode.Should().Be(HttpStatusCode.NotFound, "conventions apply to every hub");
        app.Calls.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("a,b", "/api/webpubsub/hubs/a,b")]
    [InlineData("a,b", "/api/webpubsub/hubs/a%2Cb/connect")]
    [InlineData("a[0]", "/api/webpubsub/hubs/a%5B0%5D")]
    [InlineData("a`b", "/api/webpubsub/hubs/a%60b")]
    public async Task AnyHubName_HasADefaultPath(string hub, string path)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddHub<QuietHub>(hub), map: application => application.MapWebPubSubHubs());
        HttpRequestMessage request = EventMessage.Connect().With("ce-hub", hub);
        request.RequestUri = new Uri(path, UriKind.Relative);

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task UnknownHub_BelowTheCommonPath_IsNotFound_AndOneLogLineNamesTheKnownHubs()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application => application.MapWebPubSubHubs());
        HttpRequestMessage request = EventMessage.Connect().With("ce-hub", "news");
        request.RequestUri = new Uri("/api/webpubsub/hubs/news/connect", UriKind.Relative);

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotFound);

        await app.Http.GetAsync(new Uri("/api/webpubsub/hubs/a%0Ab", UriKind.Relative));
        app.Logs.Lines.Should().ContainSingle(line => line.Contains("/api/webpubsub/hubs/a%0Ab, 404"), "a caller must not add lines to the log");
        app.Logs.Lines.Should().ContainSingle(line => line.Contains("/api/webpubsub/hubs/news/connect, 404") && line.Contains("Known hubs: chat"));
    }

    [Fact]
    public async Task MappedHub_IsNotMappedAgain()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application =>
        {
            application.MapWebPubSubHub<RecordingHub>();
            application.MapWebPubSubHubs();
            application.MapWebPubSubHubs();
            application.Invoking(a => a.MapWebPubSubHub<RecordingHub>("/API/webpubsub/hubs/chat/")).Should().Throw<InvalidOperationException>().WithMessage("*already mapped*");
        });
        HttpRequestMessage request = EventMessage.Connect();
        request.RequestUri = new Uri("/api/webpubsub/hubs/chat", UriKind.Relative);

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await app.Http.GetAsync(new Uri("/api/webpubsub/hubs/other", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("no authorization of its own", HttpStatusCode.NoContent)]
    [InlineData("RequireAuthorization", HttpStatusCode.Unauthorized)]
    [InlineData("policy", HttpStatusCode.Unauthorized)]
    [InlineData("requirement", HttpStatusCode.Unauthorized)]
    [InlineData("policy of a group", HttpStatusCode.Unauthorized)]
    public async Task FallbackPolicy_IsSkipped_ButNotTheAuthorizationOfTheEndpoint(string authorization, HttpStatusCode status)
    {
        AuthorizationPolicy policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder =>
            {
                builder.Services.AddAuthentication("none").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, NoAuthentication>("none", null);
                builder.Services.AddAuthorization(options => options.FallbackPolicy = policy);
            },
            map: application =>
            {
                IEndpointRouteBuilder routes = authorization == "policy of a group" ? application.MapGroup("").WithMetadata(policy) : application;
                IEndpointConventionBuilder hub = routes.MapWebPubSubHub<RecordingHub>("/eventhandler");
                _ = authorization switch
                {
                    "RequireAuthorization" => hub.RequireAuthorization(),
                    "policy" => hub.WithMetadata(policy),
                    "requirement" => hub.WithMetadata(new AuthenticatedOnly()),
                    _ => hub,
                };
            });

        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task EndpointFilters_RunBeforeTheHandler()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application =>
            application.MapWebPubSubHub<RecordingHub>("/eventhandler").AddEndpointFilter((_, _) => new ValueTask<object?>(Results.StatusCode(418))));

        ((int)(await app.Http.SendAsync(EventMessage.Connect())).StatusCode).Should().Be(418);
        app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task HubThatIsNotRegistered_IsCreatedForEachEvent_AndItsEventsAreVerified()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application => application.MapWebPubSubHub<ReplyHub>("/eventhandler"));
        HttpRequestMessage CreateEvent() => EventMessage.User("message", "hi").With("ce-hub", nameof(ReplyHub));

        (await (await app.Http.SendAsync(CreateEvent())).Content.ReadAsStringAsync()).Should().Be("hi, 1 event");
        (await (await app.Http.SendAsync(CreateEvent())).Content.ReadAsStringAsync()).Should().Be("hi, 1 event");
        (await app.Http.SendAsync(CreateEvent().With("ce-signature", "sha256=00"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await (await app.Http.SendAsync(EventMessage.User("message", "throw on dispose").With("ce-hub", nameof(ReplyHub)))).Content.ReadAsStringAsync()).Should().StartWith("throw on dispose");
        app.Logs.All.Should().Contain("Disposing the hub 'ReplyHub' failed");
        app.Calls.OtherHubs.Should().HaveCount(3).And.OnlyContain(hub => ((ReplyHub)hub).IsDisposed);
    }

    [Fact]
    public async Task UserEventMethods_WithoutGeneratedDispatch_FailAtStart() =>
        await FluentActions.Awaiting(() => HandlerApp.StartAsync(build: builder => builder.AddHub<NotGeneratedHub>(), map: application => application.MapWebPubSubHubs()))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*NotGeneratedHub.Say has [UserEvent]*source generator*");

    [Theory, InlineData("Development", 100), InlineData("Production", 0)]
    public async Task UnhandledEvent_InDevelopment_LogsAWarningOncePerName(string environment, int warnings)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddHub<QuietHub>("quiet"), map: application => application.MapWebPubSubHub<QuietHub>("/eventhandler"), environment: environment);
        for (int i = 0; i < 101; i++)
        {
            foreach (string name in (string[])["sya", $"event{i}"])
            {
                (await app.Http.SendAsync(EventMessage.User(name, "hi").With("ce-hub", "quiet"))).StatusCode.Should().Be(HttpStatusCode.NoContent);
            }
        }

        string[] lines = [.. app.Logs.Lines.Where(line => line.Contains("No [UserEvent] method or override handles event", StringComparison.Ordinal))];
        lines.Should().HaveCount(warnings).And.NotContain(line => !line.StartsWith("Warning", StringComparison.Ordinal));
        lines.Count(line => line.Contains("'sya' of hub 'quiet'", StringComparison.Ordinal)).Should().Be(warnings > 0 ? 1 : 0);
    }

    [Fact]
    public async Task MissingEndpoint_IfUnverifiedEventsAreAllowed_IsAccepted()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            options =>
            {
                options.ServiceEndpoint = null;
                options.DangerouslyAllowUnverifiedEvents = true;
            },
            map: application => application.MapWebPubSubHub<ReplyHub>("/eventhandler"));
        HttpRequestMessage request = EventMessage.User("message", "hi").With("ce-hub", nameof(ReplyHub)).With("WebHook-Request-Origin", "anything.example.test").With("ce-signature");

        (await (await app.Http.SendAsync(request)).Content.ReadAsStringAsync()).Should().Be("hi, 1 event");
        app.Services.Invoking(services => services.GetRequiredService<WebPubSubServiceClient<RecordingHub>>())
            .Should().Throw<InvalidOperationException>().WithMessage("*WebPubSubServiceClient<RecordingHub>*ServiceEndpoint is not set*connection string*");
    }

    [Fact]
    public async Task MissingEndpoint_FailsAtStart_NamingBothSolutions() =>
        await FluentActions.Awaiting(() => HandlerApp.StartAsync(options => options.ServiceEndpoint = null)).Should().ThrowAsync<OptionsValidationException>()
            .WithMessage("*connection string*DangerouslyAllowUnverifiedEvents*");

    [Fact]
    public async Task MapWebPubSubHubs_SkipsHubsThatAreNotRegistered()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application =>
        {
            application.MapWebPubSubHub<ReplyHub>("/eventhandler", "first");
            application.MapWebPubSubHub<ReplyHub>("/second");
            application.MapWebPubSubHubs();
        });

        app.Logs.All.Should().Contain("Events of hub 'ReplyHub' are received at /second").And.NotContain("/api/webpubsub/hubs/first").And.Contain("/api/webpubsub/hubs/chat");
    }

    [Fact]
    public void MapWebPubSubHub_WithoutAddWebPubSub_Throws() =>
        WebApplication.CreateSlimBuilder().Build().Invoking(app => app.MapWebPubSubHub<ReplyHub>())
            .Should().Throw<InvalidOperationException>().WithMessage("*services.AddWebPubSub(...)*");

    [Fact]
    public void MapWebPubSubHubs_WithoutHubs_Throws()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWebPubSub("Endpoint=http://localhost:8080;AccessKey=k");

        builder.Build().Invoking(app => app.MapWebPubSubHubs()).Should().Throw<InvalidOperationException>().WithMessage("*AddHub<THub>()*");
    }

    [Fact]
    public async Task Start_LogsPathHostsAndMode_InOneLinePerHub()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options => options.AllowedEndpoints.Add("https://chat.contoso.test:8443"));

        app.Logs.Lines.Should().ContainSingle(line => line.Contains(
            "Events of hub 'chat' are received at /eventhandler from 'localhost, chat.contoso.test', verified by signature."));
    }

    [Fact]
    public async Task Browser_InDevelopment_GetsTheHelpPage()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(environment: "Development");

        HttpResponseMessage response = await app.Http.GetAsync(new Uri("/eventhandler", UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'");
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        page.Should().Contain($"WebPubSub__Hubs__chat__EventHandlers__0__UrlTemplate='http://{app.Http.BaseAddress!.Authority}/eventhandler'\n").And.NotContain(HandlerApp.Key);
        foreach (string setting in (string[])["EventPattern='*'", "SystemEvents__0='connect'", "SystemEvents__1='connected'", "SystemEvents__2='disconnected'", "system-event='connected'"])
        {
            page.Should().Contain(setting);
        }
    }

    [Fact]
    public async Task HelpPage_QuotesThePathOfTheRequest()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(environment: "Development");

        string page = await app.Http.GetStringAsync(new Uri("/eventhandler/a'%20$(id);id&id!%22%3Cscript%3E%60%0Aid", UriKind.Relative));

        string[] lines = WebUtility.HtmlDecode(page).Split('\n');
        lines.Should().Contain(line => line.Contains("url-template='https://<public host>/eventhandler/a%27%20%24%28id%29%3Bid%26id%21%22%3Cscript%3E%60%0Aid' user-event-pattern", StringComparison.Ordinal));
        lines.Should().Contain(line => line.EndsWith("/eventhandler/a%27%20%24%28id%29%3Bid%26id%21%22%3Cscript%3E%60%0Aid'", StringComparison.Ordinal), "the lines for the emulator are quoted too");
        page.Should().NotContain("<script");
    }

    [Fact]
    public async Task Browser_InProduction_GetsABadRequest()
    {
        await using HandlerApp app = await HandlerApp.StartAsync();

        (await app.Http.GetAsync(new Uri("/eventhandler", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Stop_WaitsForARunningHandler()
    {
        await using HandlerApp app = await HandlerApp.StartAsync();
        var release = new TaskCompletionSource();
        app.Calls.OnMessage = async (request, _) =>
        {
            await release.Task;
            return request.CreateResponse("finished");
        };
        Task<HttpResponseMessage> answer = app.Http.SendAsync(EventMessage.User("message", "hi"));
        await TestTimeout.UntilAsync(() => !app.Calls.Requests.IsEmpty, "the handler to run");

        Task stopping = app.StopAsync();
        stopping.IsCompleted.Should().BeFalse();
        release.SetResult();

        (await (await answer.WithTimeoutAsync("the answer")).Content.ReadAsStringAsync()).Should().Be("finished");
        await stopping.WithTimeoutAsync("the end");
    }

    [Fact]
    public async Task HelpPage_ListsTheEventsThatTheHubNeeds()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => builder.AddHub<JoinHub>("join"), map: application => application.MapWebPubSubHub<JoinHub>("/eventhandler"), environment: "Development");

        string page = WebUtility.HtmlDecode(await app.Http.GetStringAsync(new Uri("/eventhandler", UriKind.Relative)));

        page.Should().Contain("SystemEvents__0='connect'").And.NotContain("SystemEvents__1").And.NotContain("EventPattern").And.NotContain("user-event-pattern");
        page.Should().Contain("GroupPresenceEvents__EventNames__0='joined'").And.Contain("group events joined");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HelpPage_ListsTheEventsOfFilters(bool isRegistered)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => (isRegistered ? builder.AddHub<JoinHub>() : builder).AddHubFilter<LeftFilter>(),
            map: application => application.MapWebPubSubHub<JoinHub>("/eventhandler"),
            environment: "Development");

        string page = WebUtility.HtmlDecode(await app.Http.GetStringAsync(new Uri("/eventhandler", UriKind.Relative)));

        page.Should().Contain("EventNames__0='joined'").And.Contain("EventNames__1='left'").And.Contain("SystemEvents__0='connect'");
    }

    [Fact]
    public async Task HubsThatAreNotMapped_LogOneWarning_IfTheyHandleEvents()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder => builder.AddHub<JoinHub>("join").AddHub<QuietHub>("quiet"), map: _ => { });
        await using HandlerApp mapped = await HandlerApp.StartAsync(build: builder => builder.AddHub<QuietHub>("quiet"));

        app.Logs.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().Contain("the events of RecordingHub, JoinHub,").And.Contain("MapWebPubSubHub<RecordingHub>()");
        mapped.Logs.All.Should().NotContain("MapWebPubSubHub");
    }

    [Fact]
    public async Task HubNameOfAnotherClass_Throws()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(map: application =>
        {
            application.Invoking(a => a.MapWebPubSubHub<ReplyHub>("/eventhandler", "CHAT")).Should().Throw<InvalidOperationException>().WithMessage("RecordingHub already has the hub name 'CHAT'*");
            application.MapWebPubSubHub<ReplyHub>("/reply", "other");
            application.Invoking(a => a.MapWebPubSubHub<QuietHub>("/quiet", "Other")).Should().Throw<InvalidOperationException>().WithMessage("ReplyHub already has the hub name 'Other'*");
        });
    }

    private sealed class QuietHub : WebPubSubHub;

    private sealed class LeftFilter : IWebPubSubHubFilter
    {
        public static WebPubSubHubEvents Events { get; } = new() { GroupPresenceEvents = ["left"] };

        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) => inner(request, cancellationToken);
    }

    private sealed class JoinHub : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse?> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) => default;

        public override Task OnGroupJoinedAsync(GroupJoinedEventRequest request) => Task.CompletedTask;
    }

    private sealed class NoAuthentication(
        Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions> options,
        Microsoft.Extensions.Logging.ILoggerFactory logger,
        System.Text.Encodings.Web.UrlEncoder encoder)
        : Microsoft.AspNetCore.Authentication.AuthenticationHandler<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(Microsoft.AspNetCore.Authentication.AuthenticateResult.NoResult());
    }

    private sealed class NotGeneratedHub : WebPubSubHub
    {
        [UserEvent]
        public string Say() => GetType().Name; // never called
    }

    private sealed class ReplyHub(HubCalls calls) : WebPubSubHub, IDisposable
    {
        private int _events;
        private bool _throws;

        public bool IsDisposed { get; private set; }

        public override ValueTask<UserEventResponse?> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            calls.OtherHubs.Add(this);
            _throws = request.Data.ToString() == "throw on dispose";
            return new ValueTask<UserEventResponse?>(request.CreateResponse($"{request.Data}, {++_events} event"));
        }

        public void Dispose()
        {
            IsDisposed = true;
            if (_throws)
            {
                throw new InvalidOperationException("internal detail");
            }
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class AuthenticatedOnly : Attribute, IAuthorizationRequirementData
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new DenyAnonymousAuthorizationRequirement()];
    }
}
