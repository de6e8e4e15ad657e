// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Tests.Hubs;

/// <summary>Tests for the events that a hub needs from the service.</summary>
public sealed class WebPubSubHubEventsTests
{
    [Fact]
    public void HubWithoutOverrides_NeedsNoEvents()
    {
        WebPubSubHubEvents.Of<NameOnlyHub>().IsEmpty.Should().BeTrue();
        WebPubSubHubEvents.Of<NameOnlyHub>().ToString().Should().Be("none");
    }

    [Fact]
    public void OverriddenMethods_AreTheEvents() =>
        WebPubSubHubEvents.Of<SomeEventsHub>().Should().BeEquivalentTo(
            new WebPubSubHubEvents { SystemEvents = ["connect", "disconnected"], GroupPresenceEvents = ["left"] });

    [Fact]
    public void UserEventMethod_NeedsAllUserEvents() =>
        WebPubSubHubEvents.Of<TypedHub>().Should().BeEquivalentTo(new WebPubSubHubEvents { UserEventPattern = "*" });

    [Fact]
    public void OverridesOfABaseClass_AreIncluded() => WebPubSubHubEvents.Of<DerivedHub>().ToString().Should().Be("connected, user events *");

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("a", null, "a")]
    [InlineData(null, "b", "b")]
    [InlineData("a,b", "b,c", "a,b,c")]
    [InlineData("a", "*", "*")]
    public void Union_HasEachUserEventOnce(string? first, string? second, string? union) =>
        new WebPubSubHubEvents { UserEventPattern = first }.Union(new WebPubSubHubEvents { UserEventPattern = second }).UserEventPattern.Should().Be(union);

    [Fact]
    public void Union_HasEachSystemEventOnce() =>
        new WebPubSubHubEvents { SystemEvents = ["connect"] }.Union(new WebPubSubHubEvents { SystemEvents = ["Connect", "connected"], GroupPresenceEvents = ["joined"] })
            .Should().BeEquivalentTo(new WebPubSubHubEvents { SystemEvents = ["connect", "connected"], GroupPresenceEvents = ["joined"] });

    private sealed class NameOnlyHub : WebPubSubHub
    {
        public static Task OnConnectedAsync(string name) => Task.FromResult(name); // has the name of an event method, but is not an override
    }

    private sealed class SomeEventsHub : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse?> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) => default;

        public override Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task OnGroupLeftAsync(GroupLeftEventRequest request) => Task.CompletedTask;
    }

    private sealed class TypedHub : WebPubSubHub
    {
        // The source generator writes this override for methods with [UserEvent].
        public override ValueTask<UserEventResponse?> OnUserEventAsync(UserEventRequest request, CancellationToken cancellationToken) => default;
    }

    private class BaseHub : WebPubSubHub
    {
        public override Task OnConnectedAsync(ConnectedEventRequest request) => Task.CompletedTask;
    }

    private sealed class DerivedHub : BaseHub
    {
        public override ValueTask<UserEventResponse?> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) => default;
    }
}
