// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>Tests for group states. See docs/protocols/client-protocols.md#15-group-states-preview.</summary>
public sealed class GroupStateTests : ClientTest
{
    private static readonly string[] Roles = ["webpubsub.joinLeaveGroup", "webpubsub.setGroupState", "webpubsub.getGroupState"];

    private readonly EventList<string> _states = new();

    [Theory]
    [InlineData("reliable json")]
    [InlineData("reliable protobuf")]
    public async Task Members_SeeEachOthersStates(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync("ann", roles: Roles);
        WebPubSubClient bob = await StartClientAsync("bob", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) }, Roles);
        Watch(bob);
        await ann.JoinGroupAsync("g");
        await bob.JoinGroupAsync("g");

        await ann.SetGroupStateAsync("g", new Dictionary<string, string> { ["status"] = "typing" });
        await bob.SubscribeGroupStateAsync("g");
        await WaitForLineAsync("all: ann typing");
        await ann.SetGroupStateAsync("g", new Dictionary<string, string> { ["status"] = "idle" });
        await WaitForLineAsync("ann idle");
        await ann.SetGroupStateAsync("g", null);
        await WaitForLineAsync("ann cleared");
        await bob.UnsubscribeGroupStateAsync("g");
        await ann.SetGroupStateAsync("g", new Dictionary<string, string> { ["status"] = "unseen" });
        await Service.SendToAllAsync("the end");
        await WaitForEventAsync("bob got the end");

        _states.Should().Equal("all: ann typing", "ann idle", "ann cleared");
    }

    [Fact]
    public async Task NewConnection_KeepsStateAndSubscription()
    {
        WebPubSubClient ann = await StartClientAsync("ann", roles: Roles);
        Watch(ann);
        await ann.JoinGroupAsync("g");
        await ann.SetGroupStateAsync("g", new Dictionary<string, string> { ["status"] = "typing" });
        await ann.SubscribeGroupStateAsync("g");
        await WaitForLineAsync("all: ann typing");
        _states.Clear();

        await Service.CloseConnectionAsync(ann.ConnectionId!);

        await WaitForEventAsync("ann connected again");
        await WaitForLineAsync("all: ann typing");
    }

    [Fact]
    public async Task LargeState_IsRejected()
    {
        WebPubSubClient ann = await StartClientAsync("ann", roles: Roles);
        await ann.JoinGroupAsync("g");

        (await FluentActions.Awaiting(() => ann.SetGroupStateAsync("g", new Dictionary<string, string> { ["a"] = new string('x', 512) })).Should().ThrowAsync<SendMessageFailedException>())
            .Which.Code.Should().Be("BadRequest");
    }

    private void Watch(WebPubSubClient client) => client.GroupStateReceived += args =>
    {
        foreach (GroupStateItem item in args.Items)
        {
            _states.Add($"{(args.IsSnapshot ? "all: " : "")}{item.UserId} {item.State?["status"] ?? "cleared"}");
        }

        return Task.CompletedTask;
    };

    private Task WaitForLineAsync(string line) => TestTimeout.UntilAsync(() => _states.Contains(line), () => $"'{line}' among {string.Join(", ", _states)}");
}
