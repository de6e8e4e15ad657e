// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure;
using Azure.Core.Diagnostics;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>The service keeps '%2F' in a path, so REST and WebSocket see two groups. It is not rejected, but the log says it.</summary>
public sealed class SlashWarningTests
{
    [Fact]
    public async Task NameWithASlash_IsAWarning_Once()
    {
        await using StubServer service = await StubServer.StartAsync();
        var lines = new ConcurrentQueue<string>(); // other tests log at the same time
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
