// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Messages to large groups. Another thread than the publisher's writes them, several messages at a time.
/// See docs/protocols/client-protocols.md#18-limits-and-timers.
/// </summary>
public sealed class LargeGroupTests : EmulatorTest
{
    private const int Members = 40;
    private const int Messages = 400;

    [Fact]
    public async Task EachMember_ReceivesAllMessagesInOrder_AndTheDisconnectedMessageLast()
    {
        Uri uri = TestToken.ClientUri(Emulator.Endpoint, userId: "ann", roles: ["webpubsub.sendToGroup"], groups: ["g"]);
        var members = new List<TestSocket>();
        for (int i = 0; i < Members; i++)
        {
            members.Add(i % 4 == 0 ? (await TestSocket.ConnectReliableAsync(uri)).Socket : (await TestSocket.ConnectJsonAsync(uri)).Socket);
        }

        Task<string>[] lasts = [.. members.Select(ReadAllAsync)];
        (TestSocket publisher, _) = await TestSocket.ConnectJsonAsync(
            TestToken.ClientUri(Emulator.Endpoint, userId: "bob", roles: ["webpubsub.sendToGroup"]));
        string filling = new('x', 20_000); // longer than one write
        for (int i = 0; i < Messages; i++)
        {
            string text = i % 50 == 0 ? filling : "";
            string lifetime = i % 7 == 0 ? ",\"ttlSeconds\":60" : "";
            await publisher.SendTextAsync($$"""{"type":"sendToGroup","group":"g","noEcho":true,"data":{"number":{{i}},"text":"{{text}}"}{{lifetime}}}""");
        }

        await publisher.SendTextAsync("""{"type":"sendToGroup","group":"g","data":{"number":-1,"text":""},"ackId":1}""");
        (await publisher.ReceiveTextAsync()).Should().Contain("\"success\":true");
        await new WebPubSubServiceClient(Emulator.ConnectionString, "chat").CloseGroupConnectionsAsync("g", reason: "over");

        (await Task.WhenAll(lasts).WithTimeoutAsync("the end of every member")).Should().OnlyContain(
            last => last.StartsWith("""{"type":"system","event":"disconnected",""", StringComparison.Ordinal) && last.Contains("over", StringComparison.Ordinal));
        members.ForEach(member => member.Dispose());
        publisher.Dispose();
    }

    // Returns the message after the group messages.
    private static async Task<string> ReadAllAsync(TestSocket socket)
    {
        for (int i = 0; i < Messages; i++)
        {
            JsonElement message = await socket.ReceiveJsonAsync();
            message.GetProperty("data").GetProperty("number").GetInt32().Should().Be(i);
        }

        (await socket.ReceiveTextAsync()).Should().Contain("\"number\":-1");
        return await socket.ReceiveTextAsync();
    }
}
