// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Streams, a preview feature. See docs/protocols/client-protocols.md#14-streams-preview.</summary>
public abstract class StreamSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Start = """{"type":"sendToGroup","group":"g","stream":{"streamId":"s"}}""";

    [Fact]
    public async Task Fragments_ReachTheMembers_AndAreAcknowledged()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        using TestSocket member = await ConnectJsonAsync("bob", groups: ["g"]);

        await SendAllAsync(
            publisher,
            Start,
            """{"type":"streamData","streamId":"s","streamSequenceId":1,"dataType":"text","data":"part 1"}""",
            """{"type":"streamData","streamId":"s"}""",
            """{"type":"streamData","streamId":"s","streamSequenceId":2,"data":{"n":2}}""",
            """{"type":"streamEnd","streamId":"s"}""");

        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamAck","streamId":"s","expectedSequenceId":1}""");
        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamAck","streamId":"s","expectedSequenceId":2}""");
        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamAck","streamId":"s","expectedSequenceId":3}""");
        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamClosed","streamId":"s"}""");
        (await member.ReceiveTextAsync()).Should().Be(
            """{"type":"message","from":"group","group":"g","fromUserId":"ann","stream":{"streamId":"s","streamSequenceId":1},"dataType":"text","data":"part 1"}""");
        (await member.ReceiveTextAsync()).Should().Contain("""{"streamId":"s","streamSequenceId":2},"dataType":"json","data":{"n":2}""");
        (await member.ReceiveTextAsync()).Should().Contain("""{"streamId":"s","streamSequenceId":3,"endOfStream":true},"dataType":"text","data":"" """.TrimEnd());
    }

    [Covers("`streamNack` (preview)", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol")]
    [Fact]
    public async Task RepeatedFragment_IsAcknowledgedButNotPublished_AndAGapIsRejected()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann", groups: ["g"]);
        await SendAllAsync(
            publisher,
            """{"type":"sendToGroup","group":"g","noEcho":true,"stream":{"streamId":"s","idleTimeoutMs":60000}}""",
            """{"type":"streamData","streamId":"s","streamSequenceId":1,"data":1}""",
            """{"type":"streamData","streamId":"s","streamSequenceId":1,"data":1}""",
            """{"type":"streamData","streamId":"s","streamSequenceId":5,"data":5}""");

        foreach (int expected in (int[])[1, 2, 2])
        {
            (await publisher.ReceiveTextAsync()).Should().Be($$"""{"type":"streamAck","streamId":"s","expectedSequenceId":{{expected}}}""");
        }

        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamNack","streamId":"s","expectedSequenceId":2,"name":"InvalidSequenceId"}""");
    }

    [Fact]
    public async Task ErrorOfThePublisher_IsAUserError()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        using TestSocket member = await ConnectJsonAsync("bob", groups: ["g"]);

        await SendAllAsync(publisher, Start, """{"type":"streamEnd","streamId":"s","error":{"message":"aborted by user","userErrorCode":"E42"}}""");

        (await member.ReceiveTextAsync()).Should().Contain(
            """{"streamId":"s","streamSequenceId":1,"endOfStream":true,"error":{"name":"UserError","message":"aborted by user","userErrorCode":"E42"}}""");
    }

    [Covers("`streamClosed`, `StreamNotFound` (preview)", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol")]
    [Covers("`streamClosed`, `Forbidden` and `BadRequest` (preview)", Evidence.Inferred)]
    [Theory]
    [InlineData("""{"type":"streamData","streamId":"x","streamSequenceId":1,"data":1}""", "StreamNotFound")]
    [InlineData("""{"type":"streamData","streamId":"x"}""", "StreamNotFound")]
    [InlineData("""{"type":"streamEnd","streamId":"x"}""", "StreamNotFound")]
    [InlineData("""{"type":"sendToGroup","group":"h","stream":{"streamId":"x"}}""", "Forbidden")]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":{"streamId":""}}""", "BadRequest")]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":{"streamId":"x","idleTimeoutMs":0}}""", "BadRequest")]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":{"streamId":"x"},"data":1}""", "BadRequest")]
    [InlineData(Start, "BadRequest")] // the stream is already open
    public async Task RejectedFrame_ClosesTheStream_AndNotTheConnection(string frame, string name)
    {
        using TestSocket publisher = await ConnectJsonAsync("ann", roles: ["webpubsub.sendToGroup.g"]);
        await SendAllAsync(publisher, Start, frame, """{"type":"streamData","streamId":"s","streamSequenceId":1,"data":1}""");

        await publisher.ReceiveTextAsync();
        (await publisher.ReceiveTextAsync()).Should().Contain("streamClosed").And.Contain($"\"name\":\"{name}\"");
        (await publisher.ReceiveTextAsync()).Should().Contain("streamAck").And.Contain("2", "stream 's' stays open");
    }

    [Fact]
    public async Task RevokedPermission_EndsTheStream()
    {
        (TestSocket publisher, string id) = await TestSocket.ConnectJsonAsync(ClientUri("ann", AllRoles));
        using TestSocket member = await ConnectJsonAsync("bob", groups: ["g"]);
        await publisher.SendTextAsync(Start);
        await publisher.ReceiveTextAsync();
        await SendAsync("DELETE", $"/api/hubs/chat/permissions/sendToGroup/connections/{id}?targetName=g", (HttpContent?)null);

        await publisher.SendTextAsync("""{"type":"streamData","streamId":"s","streamSequenceId":1,"data":1}""");

        (await publisher.ReceiveTextAsync()).Should().Contain("streamClosed").And.Contain("Forbidden");
        (await member.ReceiveTextAsync()).Should().Contain("\"error\":{\"name\":\"Forbidden\"}");
        publisher.Dispose();
    }

    [Fact]
    public async Task EndOfThePublisher_CancelsItsStreams()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        using TestSocket member = await ConnectJsonAsync("bob", groups: ["g"]);
        await publisher.SendTextAsync(Start);
        await publisher.ReceiveTextAsync();

        publisher.Abort();

        (await member.ReceiveTextAsync()).Should().Contain("\"endOfStream\":true,\"error\":{\"name\":\"Cancelled\"}");
    }

    [Fact]
    public async Task RecoveredPublisher_ReceivesConnected_AndContinuesItsStream()
    {
        (TestSocket first, string id, string token) = await TestSocket.ConnectReliableAsync(ClientUri("ann", AllRoles));
        await first.SendTextAsync(Start);
        await first.ReceiveTextAsync();
        first.Abort();

        using TestSocket second = await TestSocket.ConnectAsync(
            new Uri($"{Service.SocketOrigin}/client/hubs/chat?awps_connection_id={id}&awps_reconnection_token={token}"),
            "json.reliable.webpubsub.azure.v1");
        await second.SendTextAsync("""{"type":"streamData","streamId":"s","streamSequenceId":1,"data":1}""");

        (await second.ReceiveTextAsync()).Should().Contain("\"event\":\"connected\"").And.Contain(id).And.Contain("reconnectionToken");
        (await second.ReceiveTextAsync()).Should().Be("""{"type":"streamAck","streamId":"s","expectedSequenceId":2}""");
        first.Dispose();
    }

    [Theory]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":1}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":{}}""")]
    [InlineData("""{"type":"streamData","streamId":"s","streamSequenceId":0,"data":1}""")]
    [InlineData("""{"type":"streamData","streamId":"s","data":1}""")]
    [InlineData("""{"type":"streamData","streamId":"s","streamSequenceId":1}""")]
    [InlineData("""{"type":"streamEnd","streamId":"s","error":{"name":"UserError"}}""")]
    [InlineData("""{"type":"streamEnd"}""")]
    public async Task MalformedFrame_Closes1007(string frame)
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");

        await SendAllAsync(publisher, Start, frame);

        (await publisher.ReceiveCloseAsync()).Code.Should().Be(1007);
    }

    private static async Task SendAllAsync(TestSocket socket, params string[] frames)
    {
        foreach (string frame in frames)
        {
            await socket.SendTextAsync(frame);
        }
    }
}
