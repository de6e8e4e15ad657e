// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace WebPubSub.Tests.Access;

public sealed class RoleTests
{
    [Fact]
    public void Roles_HaveTheNamesOfTheService()
    {
        WebPubSubRole.JoinLeaveAnyGroup.Should().Be("webpubsub.joinLeaveGroup");
        WebPubSubRole.SendToAnyGroup.Should().Be("webpubsub.sendToGroup");
        WebPubSubRole.JoinLeaveGroup("room.1").Should().Be("webpubsub.joinLeaveGroup.room.1");
        WebPubSubRole.SendToGroup("*").Should().Be("webpubsub.sendToGroup.*");
        WebPubSubRole.JoinLeaveGroups("room-*").Should().Be("webpubsub.joinLeaveGroups.room-*");
        WebPubSubRole.SendToGroups("**").Should().Be("webpubsub.sendToGroups.**");
        FluentActions.Invoking(() => WebPubSubRole.SendToGroup("")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("webpubsub.sendtogroup.room", 1)]
    [InlineData("webpubsub.joinGroup", 1)]
    [InlineData("WebPubSub.sendToGroup", 1)]
    [InlineData("webpubsub.sendToGroup.room", 0)]
    [InlineData("webpubsub.joinLeaveGroups.room-*", 0)]
    [InlineData("moderator", 0)] // the service ignores this role too, but the application may read it
    public void RoleThatTheServiceIgnores_LogsAWarningOnce(string role, int warnings)
    {
        var lines = new ConcurrentQueue<string>(); // other tests write to this log at the same time
        using var listener = new AzureEventSourceListener((_, message) => lines.Enqueue(message), EventLevel.Warning);
        var client = new WebPubSubServiceClient("Endpoint=https://roles.example.test;AccessKey=key", "chat");

        client.GetClientAccessUri(roles: [role]);
        client.GetClientAccessUri(roles: [role]);

        lines.ToArray().Count(line => line.Contains($"'{role}'", StringComparison.Ordinal)).Should().Be(warnings);
    }
}
