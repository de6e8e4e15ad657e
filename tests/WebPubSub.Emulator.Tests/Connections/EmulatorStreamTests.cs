// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Specification.Connections;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Streams, a preview feature, with limits, timeouts and all kinds of members. See docs/protocols/client-protocols.md#14-streams-preview.</summary>
public sealed class EmulatorStreamTests : EmulatorTest
{
    private const string Start = """{"type":"sendToGroup","group":"g","stream":{"streamId":"s"}}""";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, TimeProvider = _time };

    [Fact]
    public async Task OpenStreamsOfAConnection_AreLimited()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        for (int i = 0; i < 1000; i++)
        {
            await publisher.SendTextAsync($$$"""{"type":"sendToGroup","group":"g","stream":{"streamId":"{{{i}}}"}}""");
            (await publisher.ReceiveTextAsync()).Should().Contain("streamAck");
        }

        await publisher.SendTextAsync("""{"type":"sendToGroup","group":"g","stream":{"streamId":"more"}}""");

        (await publisher.ReceiveTextAsync()).Should().Contain("streamClosed").And.Contain("\"name\":\"BadRequest\"");
    }

    [Covers("requested idle timeout of a stream", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol")]
    [Fact]
    public async Task IdleStream_TimesOut_ForPublisherAndMembers()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        using TestSocket member = await ConnectJsonAsync("bob", groups: ["g"]);
        await publisher.SendTextAsync("""{"type":"sendToGroup","group":"g","stream":{"streamId":"s","idleTimeoutMs":1000}}""");
        await publisher.ReceiveTextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(900));
        await SendAllAsync(publisher, """{"type":"streamData","streamId":"s"}""", """{"type":"ping"}""");
        (await publisher.ReceiveTextAsync()).Should().Contain("pong");
        _time.Advance(TimeSpan.FromMilliseconds(900));
        await publisher.SendTextAsync("""{"type":"ping"}""");
        (await publisher.ReceiveTextAsync()).Should().Contain("pong", "the keep-alive restarts the idle timeout");

        _time.Advance(TimeSpan.FromMilliseconds(100));

        (await publisher.ReceiveTextAsync()).Should().Be("""{"type":"streamClosed","streamId":"s","error":{"name":"IdleTimeout"}}""");
        (await member.ReceiveTextAsync()).Should().Contain("\"endOfStream\":true,\"error\":{\"name\":\"IdleTimeout\"}");
    }

    [Fact]
    public async Task ProtobufMembers_GetTheFragments_AndRawOnesTheDataAlone()
    {
        using TestSocket publisher = await ConnectJsonAsync("ann");
        using ProtobufSocket protobuf = await ProtobufSocket.ConnectAsync(ClientUri("bob", AllRoles, ["g"]));
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw", groups: ["g"]));
        await TestTimeout.UntilAsync(
            async () => (await SendAsync("HEAD", "/api/hubs/chat/users/raw", (HttpContent?)null)).IsSuccessStatusCode, "the raw client");

        await SendAllAsync(publisher, Start, """{"type":"streamData","streamId":"s","streamSequenceId":1,"dataType":"text","data":"x"}""", """{"type":"streamEnd","streamId":"s"}""");
        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is Protocol.StreamClosedMessage);
        await SendAsync("POST", "/api/hubs/chat/groups/g/:send", "next");

        DownstreamMessage.Types.DataMessage fragment = await protobuf.ReceiveDataAsync();
        fragment.Data.TextData.Should().Be("x");
        fragment.Stream.Should().Be(new StreamInfo { StreamId = "s", StreamSequenceId = 1 });
        (await protobuf.ReceiveDataAsync()).Stream.Should().Be(new StreamInfo { StreamId = "s", StreamSequenceId = 2, EndOfStream = true });
        (await protobuf.ReceiveDataAsync()).Data.TextData.Should().Be("next");
        (await raw.ReceiveTextAsync()).Should().Be("x");
        (await raw.ReceiveTextAsync()).Should().Be("next");
    }

    private static async Task SendAllAsync(TestSocket socket, params string[] frames)
    {
        foreach (string frame in frames)
        {
            await socket.SendTextAsync(frame);
        }
    }
}
