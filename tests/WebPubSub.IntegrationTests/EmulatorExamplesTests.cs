// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Runs the examples of the emulator's README.</summary>
public sealed class EmulatorExamplesTests
{
    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("sdk/WebPubSub.Emulator/README.md", "EmulatorExamples.cs");

    [Fact]
    public async Task Examples_Work()
    {
        await using WebPubSubEmulator emulator = await EmulatorExamples.StartAsync();
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");
        Uri Client(string user) => service.GetClientAccessUri(userId: user, roles: ["webpubsub.sendToGroup"], groups: ["room"]);
        (TestSocket ann, string id) = await TestSocket.ConnectJsonAsync(Client("ann"));
        using TestSocket bob = await TestSocket.ConnectAsync(Client("bob"));
        using (ann)
        {
            await ann.SendTextAsync("""{"type":"sendToGroup","group":"room","dataType":"text","data":"hi","noEcho":true}""");
            await ann.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi"}""");
            (await ann.ReceiveTextAsync()).Should().Contain("you said hi");
            await service.SendToAllAsync("m");

            await EmulatorExamples.InspectAsync(emulator, id);
            await EmulatorExamples.FailAsync(emulator, service, id);

            emulator.Inspector.RestCalls.Select(call => call.Status).Should().Equal(202, 429, 202);
            await emulator.Inspector.WaitForNoConnectionAsync(connection => connection.ConnectionId == id);
        }
    }
}
