// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests.Streams;

/// <summary>
/// Tests for a publisher whose service requests a fragment again or answers incorrectly. The frames are literal:
/// docs/protocols/client-protocols.md#14-streams-preview.
/// </summary>
public sealed class ScriptedStreamTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private ScriptedService _service = null!;
    private WebPubSubClient _client = null!;
    private ScriptedPeer _peer = null!;
    private GroupStreamWriter _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ScriptedService.StartAsync();
        _client = new WebPubSubClient(_service.ClientUri, new WebPubSubClientOptions { TimeProvider = _time });
        Task starting = _client.StartAsync();
        _peer = await _service.AcceptConnectedAsync();
        await starting;
        Task<GroupStreamWriter> opening = _client.OpenGroupStreamAsync(
            "room-7", new GroupStreamOptions { StreamId = "s-1", NoEcho = true, IdleTimeout = TimeSpan.FromSeconds(60) });
        await _peer.ExpectAsync("""{"type":"sendToGroup","group":"room-7","noEcho":true,"stream":{"streamId":"s-1","idleTimeoutMs":60000}}""");
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-1","expectedSequenceId":1}""");
        _writer = await opening.WithTimeoutAsync("the stream");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync(); // disposed first, because it does not answer a close and the clock of the client may not advance
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task RejectedFragment_IsSentAgain_WithoutAFailure()
    {
        await WriteAsync("a", "b", "c");
        await ExpectAsync(1, "a");
        await ExpectAsync(2, "b");
        await ExpectAsync(3, "c");

        await _peer.SendAsync("""{"type":"streamNack","streamId":"s-1","expectedSequenceId":2,"name":"InvalidSequenceId"}""");
        await ExpectAsync(2, "b");
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-1","expectedSequenceId":3}""");
        await ExpectAsync(3, "c");
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-1","expectedSequenceId":4}""");

        await CompletesAsync();
    }

    [Fact]
    public async Task TransientError_IsRetriedAfterADelay()
    {
        await WriteAsync("a");
        await ExpectAsync(1, "a");

        await _peer.SendAsync("""{"type":"streamNack","streamId":"s-1","expectedSequenceId":1,"name":"TransientError","message":"busy"}""");
        Task again = ExpectAsync(1, "a");
        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                return again.IsCompleted;
            },
            "the fragment");
        await again;
    }

    [Fact]
    public async Task Recovery_RepeatsUnacknowledgedFragments_AndTheEnd()
    {
        await WriteAsync("a", "b");
        await ExpectAsync(1, "a");
        await ExpectAsync(2, "b");
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-1","expectedSequenceId":2}""");
        Task<WebPubSubResult> joining = _client.JoinGroupAsync("barrier");
        await _peer.ExpectAsync("""{"type":"joinGroup","group":"barrier","ackId":4503599627370496}""");
        await _peer.SendAsync("""{"type":"ack","ackId":4503599627370496,"success":true}""");
        await joining; // the client has read all earlier frames
        Task completing = _writer.CompleteAsync();
        await _peer.ExpectAsync("""{"type":"streamEnd","streamId":"s-1"}""");
        _peer.Abort();

        _peer = await _service.AcceptAsync();
        await _peer.SendAsync("""{"type":"pong"}""");
        await ExpectAsync(2, "b");
        await _peer.ExpectAsync("""{"type":"streamEnd","streamId":"s-1"}""");
        await _peer.SendAsync("""{"type":"streamClosed","streamId":"s-1","error":{"name":"StreamNotFound"}}"""); // the service had received the end

        await completing.WithTimeoutAsync("the end");
    }

    [Fact]
    public async Task StreamNotFound_ForAFragment_FailsTheStream()
    {
        await WriteAsync("a");
        await ExpectAsync(1, "a");
        _peer.Abort(); // the stream also timed out, and the service does not report that again
        _peer = await _service.AcceptAsync();
        Task completing = _writer.CompleteAsync();
        await _peer.SendAsync("""{"type":"pong"}""");
        await ExpectAsync(1, "a");
        await _peer.ExpectAsync("""{"type":"streamEnd","streamId":"s-1"}""");

        await _peer.SendAsync("""{"type":"streamClosed","streamId":"s-1","error":{"name":"StreamNotFound"}}"""); // the answer to the fragment

        (await FluentActions.Awaiting(() => completing).Should().ThrowAsync<GroupStreamFailedException>()).Which.Code.Should().Be("StreamNotFound");
    }

    [Theory]
    [InlineData("streamAck", 5)]
    [InlineData("streamNack", 5)]
    public async Task AnswerForAFragmentThatWasNeverSent_FailsTheStream(string type, int expected)
    {
        await WriteAsync("a");
        await ExpectAsync(1, "a");

        await _peer.SendAsync($$"""{"type":"{{type}}","streamId":"s-1","expectedSequenceId":{{expected}},"name":"InvalidSequenceId"}""");

        await _peer.ExpectAsync(
            """{"type":"streamEnd","streamId":"s-1","error":{"message":"The service expects fragment 5, which was acknowledged before, or was never sent.","userErrorCode":"ProtocolViolation"}}""");
        (await FluentActions.Awaiting(() => _writer.Completion).Should().ThrowAsync<GroupStreamFailedException>()).Which.Code.Should().Be(GroupStreamFailedException.ProtocolViolation);
    }

    [Fact]
    public async Task TransportLostDuringOpen_Throws()
    {
        Task<GroupStreamWriter> opening = _client.OpenGroupStreamAsync("room-7", new GroupStreamOptions { StreamId = "s-2" });
        await _peer.ExpectAsync("""{"type":"sendToGroup","group":"room-7","stream":{"streamId":"s-2"}}""");

        _peer.Abort();

        (await FluentActions.Awaiting(() => opening).Should().ThrowAsync<GroupStreamFailedException>()).Which.Code.Should().Be(GroupStreamFailedException.ConnectionLost);
    }

    [Fact]
    public async Task FullBuffer_DelaysTheWriter_UntilTheServiceAcknowledges()
    {
        Task<GroupStreamWriter> opening = _client.OpenGroupStreamAsync("room-7", new GroupStreamOptions { StreamId = "s-2", BufferCapacity = 1 });
        await _peer.ExpectAsync("""{"type":"sendToGroup","group":"room-7","stream":{"streamId":"s-2"}}""");
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-2","expectedSequenceId":1}""");
        GroupStreamWriter writer = await opening;
        await writer.WriteAsync(BinaryData.FromString("a"), WebPubSubDataType.Text);
        Task second = writer.WriteAsync(BinaryData.FromString("b"), WebPubSubDataType.Text);

        await _peer.ExpectAsync("""{"type":"streamData","streamId":"s-2","streamSequenceId":1,"dataType":"text","data":"a"}""");
        second.IsCompleted.Should().BeFalse();
        await _peer.SendAsync("""{"type":"streamAck","streamId":"s-2","expectedSequenceId":2}""");

        await second.WithTimeoutAsync("room");
        await _peer.ExpectAsync("""{"type":"streamData","streamId":"s-2","streamSequenceId":2,"dataType":"text","data":"b"}""");
        Task third = writer.WriteAsync(BinaryData.FromString("c"), WebPubSubDataType.Text);
        await _peer.SendAsync("""{"type":"streamClosed","streamId":"s-2","error":{"name":"IdleTimeout"}}""");
        await FluentActions.Awaiting(() => third).Should().ThrowAsync<GroupStreamFailedException>();
    }

    [Fact]
    public async Task InvalidFragment_Throws_AndTheStreamContinues()
    {
        await FluentActions.Awaiting(() => _writer.WriteAsync(BinaryData.FromBytes(new byte[1024 * 1024]), WebPubSubDataType.Binary)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => _writer.WriteAsync(BinaryData.FromString("{"), WebPubSubDataType.Json)).Should().ThrowAsync<ArgumentException>();

        await WriteAsync("a");
        await ExpectAsync(1, "a");
    }

    private async Task WriteAsync(params string[] fragments)
    {
        foreach (string fragment in fragments)
        {
            await _writer.WriteAsync(BinaryData.FromString(fragment), WebPubSubDataType.Text).WithTimeoutAsync("a write");
        }
    }

    private Task ExpectAsync(int id, string text) =>
        _peer.ExpectAsync($$"""{"type":"streamData","streamId":"s-1","streamSequenceId":{{id}},"dataType":"text","data":"{{text}}"}""");

    private async Task CompletesAsync()
    {
        Task completing = _writer.CompleteAsync();
        await _peer.ExpectAsync("""{"type":"streamEnd","streamId":"s-1"}""");
        await _peer.SendAsync("""{"type":"streamClosed","streamId":"s-1"}""");
        await completing.WithTimeoutAsync("the end");
    }
}
