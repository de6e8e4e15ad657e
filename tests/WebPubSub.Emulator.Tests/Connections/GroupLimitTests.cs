// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// The limit of groups per client.
/// See docs/protocols/client-protocols.md#5-json-upstream-messages to #10-acknowledgements, #16-roles-and-permissions and #22-test-cases.
/// </summary>
public sealed class GroupLimitTests : EmulatorTest
{
    [Fact]
    public async Task GroupsOfAClient_AreLimited()
    {
        using TestSocket socket = await ConnectJsonAsync();
        for (int i = 0; i < 10_000; i++)
        {
            await socket.SendTextAsync($$"""{"type":"joinGroup","group":"{{i}}"}""");
        }

        await socket.SendTextAsync("""{"type":"joinGroup","group":"more","ackId":1}""");
        await socket.SendTextAsync("""{"type":"leaveGroup","group":"0"}""");
        await socket.SendTextAsync("""{"type":"joinGroup","group":"more","ackId":1}""");

        (await socket.ReceiveTextAsync()).Should().Be(
            """{"type":"ack","ackId":1,"success":false,"error":{"name":"BadRequest","message":"The client is in 10000 groups, which is the limit of the emulator."}}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
    }
}
