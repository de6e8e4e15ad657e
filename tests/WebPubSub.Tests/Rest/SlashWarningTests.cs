// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure;
using Azure.Core.Diagnostics;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>
/// Tests for names with a slash. The service keeps '%2F' in a path, so REST and WebSocket use two different groups. The client accepts such a name and logs a
/// warning.
/// </summary>
public sealed class SlashWarningTests
{
    [Fact]
    public async Task NameWithASlash_LogsAWarningOnce()
    {
        await using StubServer service = await StubServer.StartAsync();
        var lines = new ConcurrentQueue<string>(); // other tests write to this log at the same time
        using var listener = new AzureEventSourceListener((_, message) => lines.Enqueue(message), EventLevel.Warning);
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential("key"));

        await client.SendToGroupAsync("slash/warning", "m");
        await client.AddConnectionToGroupAsync("slash/warning", "c");
        await client.UserExistsAsync("user/warning");
        await client.UserExistsAsync("user/break\nfail: forged");

        lines.Where(line => line.Contains("'slash/warning'", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("%2F").And.Contain("without '/'");
        lines.Where(line => line.Contains("'user/warning'", StringComparison.Ordinal)).Should().ContainSingle();
        lines.Where(line => line.Contains("user/break", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("user/break\\u000afail: forged").And.NotContain("\n");
        (await service.NextRequestAsync()).Target.Should().StartWith("/api/hubs/chat/groups/slash%2Fwarning/:send?");
    }
}
