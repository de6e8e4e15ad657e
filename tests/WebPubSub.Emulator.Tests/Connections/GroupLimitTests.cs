// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Client protocol reference, sections 5 to 10, 16 and 22.</summary>
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
            """{"type":"ack","ackId":1,"success":false,"error":{"name":"BadRequest","message":"The client is in 10000 groups, which is the most that the emulator keeps."}}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
    }
}
