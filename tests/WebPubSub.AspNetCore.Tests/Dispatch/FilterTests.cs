// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.AspNetCore.Tests.Dispatch;

/// <summary>Tests for hub filters.</summary>
public sealed class FilterTests
{
    [Fact]
    public async Task Filters_WrapTheHub_InTheirOrder()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder => builder.AddHubFilter<Outer>().AddHubFilter<Inner>().AddHubFilter<Outer>());
        app.Calls.OnMessage = (request, _) => Task.FromResult<UserEventResponse?>(request.CreateResponse("from the hub"));

        HttpResponseMessage response = await app.Http.SendAsync(EventMessage.User("message", "hi"));

        (await response.Content.ReadAsStringAsync()).Should().Be("from the hub");
        app.Calls.Filters.Should().Equal("outer in RecordingHub", "inner in message", "inner out", "outer out");
    }

    [Fact]
    public async Task FilterOfAHub_RunsInsideTheFiltersOfAllHubs_AndForNoOtherHub()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            build: builder => ((IWebPubSubHubBuilder<RecordingHub>)builder).AddFilter<Inner>().AddHub<OtherHub>("other").AddHubFilter<Outer>(),
            map: application => application.MapWebPubSubHubs());
        HttpRequestMessage ToHub(string hub)
        {
            HttpRequestMessage request = EventMessage.User("message", "hi").With("ce-hub", hub);
            request.RequestUri = new Uri("/api/webpubsub/hubs/" + hub, UriKind.Relative);
            return request;
        }

        (await app.Http.SendAsync(ToHub("chat"))).EnsureSuccessStatusCode();
        (await app.Http.SendAsync(ToHub("other"))).EnsureSuccessStatusCode();

        app.Calls.Filters.Should().Equal("outer in RecordingHub", "inner in message", "inner out", "outer out", "outer in OtherHub", "outer out");
    }

    [Fact]
    public async Task Filter_CanRejectTheEvent()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder => builder.AddHubFilter<Refusing>());

        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task FailingFilter_IsLogged_AndReturnsNoDetails()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(build: builder => builder.AddHubFilter<Failing>());

        HttpResponseMessage response = await app.Http.SendAsync(EventMessage.Connect());

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        app.Logs.All.Should().Contain("internal detail");
    }

    private sealed class OtherHub : WebPubSubHub;

    private sealed class Outer(HubCalls calls, RequestScoped scoped) : IWebPubSubHubFilter
    {
        public async ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken)
        {
            (hub as RecordingHub)?.Scoped.Should().BeSameAs(scoped, "filter and hub share the scope of the request");
            calls.Filters.Enqueue($"outer in {hub.GetType().Name}");
            WebPubSubEventResponse? response = await inner(request, cancellationToken);
            calls.Filters.Enqueue("outer out");
            return response;
        }
    }

    private sealed class Inner(HubCalls calls) : IWebPubSubHubFilter
    {
        public async ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken)
        {
            calls.Filters.Enqueue($"inner in {request.ConnectionContext.EventName}");
            WebPubSubEventResponse? response = await inner(request, cancellationToken);
            calls.Filters.Enqueue("inner out");
            return response;
        }
    }

    private sealed class Refusing : IWebPubSubHubFilter
    {
        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) =>
            new(new EventErrorResponse(429));
    }

    private sealed class Failing : IWebPubSubHubFilter
    {
        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("internal detail");
    }
}
