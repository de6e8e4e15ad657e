// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests.Streams;

/// <summary>Tests for streams on the emulator. See docs/protocols/client-protocols.md#14-streams-preview.</summary>
public sealed class GroupStreamTests : ClientTest
{
    [Theory]
    [InlineData("reliable json", "ann")]
    [InlineData("reliable protobuf", null)] // messages of this protocol do not name their sender
    public async Task Stream_ArrivesInOrder_AndCompletes(string protocol, string? sender)
    {
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        WebPubSubClient bob = await StartClientAsync("bob", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        using GroupStreamListener streams = bob.ListenToGroupStreams();
        await bob.JoinGroupAsync("g");

        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");
        for (int i = 1; i <= 1000; i++)
        {
            await writer.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text);
        }

        await writer.CompleteAsync().WithTimeoutAsync("the end of the stream");

        GroupStreamReader reader = await NextAsync(streams);
        reader.Should().BeEquivalentTo(new { Group = "g", writer.StreamId, FromUserId = sender });
        List<GroupStreamFragment> fragments = await ReadAllAsync(reader);
        fragments.Select(fragment => fragment.Data.ToString()).Should().Equal(Enumerable.Range(1, 1000).Select(i => $"{i}"));
        fragments.Select(fragment => fragment.SequenceId).Should().Equal(Enumerable.Range(1, 1000).Select(i => (long)i));
        fragments.Should().OnlyContain(fragment => fragment.MissingFragments == 0 && !fragment.IsDuplicate);
        writer.Completion.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task WritesThatAreNotAwaited_KeepTheirOrder()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        using GroupStreamListener streams = ann.ListenToGroupStreams(new GroupStreamListenerOptions { BufferCapacity = 600 });
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { BufferCapacity = 16 });

        Task writes = Task.WhenAll(Enumerable.Range(1, 600).Select(i => writer.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text)));
        await writer.CompleteAsync().WithTimeoutAsync("the end of the stream");

        await writes;
        (await ReadAllAsync(await NextAsync(streams))).Select(fragment => fragment.Data.ToString()).Should().Equal(Enumerable.Range(1, 600).Select(i => $"{i}"));
    }

    [Fact]
    public async Task LostTransport_LosesAndDuplicatesNoFragments()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        WebPubSubClient bob = await StartClientAsync("bob");
        using GroupStreamListener streams = bob.ListenToGroupStreams();
        await bob.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");

        for (int i = 1; i <= 500; i++)
        {
            await writer.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text);
            if (i % 100 == 0)
            {
                Emulator.Faults.DropTransport(ann.ConnectionId!);
            }
        }

        await writer.CompleteAsync().WithTimeoutAsync("the end of the stream");

        List<GroupStreamFragment> fragments = await ReadAllAsync(await NextAsync(streams));
        fragments.Select(fragment => fragment.Data.ToString()).Should().Equal(Enumerable.Range(1, 500).Select(i => $"{i}"));
    }

    [Fact]
    public async Task LostConnection_FailsBothSides()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        WebPubSubClient bob = await StartClientAsync("bob");
        using GroupStreamListener streams = bob.ListenToGroupStreams();
        await bob.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader reader = await NextAsync(streams);

        await Service.CloseConnectionAsync(ann.ConnectionId!);

        (await FailsAsync(() => writer.Completion)).Should().BeEquivalentTo(new { Code = GroupStreamFailedException.ConnectionLost, Group = "g", writer.StreamId });
        await FailsAsync(() => writer.WriteAsync(BinaryData.FromString("2"), WebPubSubDataType.Text));
        (await FailsAsync(() => ReadAllAsync(reader))).Code.Should().Be(StreamError.Cancelled);
    }

    [Fact]
    public async Task AbortedStream_FailsItsReaders_WithTheReason()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        using GroupStreamListener streams = ann.ListenToGroupStreams();
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader reader = await NextAsync(streams);

        await writer.AbortAsync("the disk is full", "E42").WithTimeoutAsync("the end of the stream");

        (await FailsAsync(() => ReadAllAsync(reader))).Should().BeEquivalentTo(new { Code = "UserError", UserErrorCode = "E42", Message = "The stream ended with UserError: the disk is full" });
        await FluentActions.Invoking(() => writer.WriteAsync(BinaryData.FromString("2"), WebPubSubDataType.Text)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task OpenStream_WithoutPermission_Throws()
    {
        WebPubSubClient ann = await StartClientAsync(roles: []);

        (await FailsAsync(() => ann.OpenGroupStreamAsync("g"))).Code.Should().Be(StreamError.Forbidden);
    }

    [Fact]
    public async Task SameStreamId_WhileOpen_Throws()
    {
        WebPubSubClient ann = await StartClientAsync();
        await using GroupStreamWriter first = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { StreamId = "s" });

        await FluentActions.Invoking(() => ann.OpenGroupStreamAsync("g", new GroupStreamOptions { StreamId = "s" })).Should().ThrowAsync<InvalidOperationException>();
        await first.CompleteAsync();
        await using GroupStreamWriter second = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { StreamId = "s" });
    }

    [Fact]
    public async Task LateReader_GetsTheNumberOfMissingFragments_OrSkipsTheStream()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        WebPubSubClient bob = await StartClientAsync("bob");
        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is StreamAckMessage { ExpectedSequenceId: 2 });
        using GroupStreamListener any = bob.ListenToGroupStreams();
        using GroupStreamListener whole = bob.ListenToGroupStreams(new GroupStreamListenerOptions { OnlyFromStart = true });
        using GroupStreamListener elsewhere = bob.ListenToGroupStreams(new GroupStreamListenerOptions { Groups = { "other" } });
        await bob.JoinGroupAsync("g");
        await bob.JoinGroupAsync("other");

        await writer.WriteAsync(BinaryData.FromString("2"), WebPubSubDataType.Text);
        await writer.CompleteAsync();
        await using GroupStreamWriter second = await ann.OpenGroupStreamAsync("other", new GroupStreamOptions { StreamId = "second" });
        await second.WriteAsync(BinaryData.FromString("x"), WebPubSubDataType.Text);

        (await ReadAllAsync(await NextAsync(any))).Should().ContainSingle().Which.Should().BeEquivalentTo(new { SequenceId = 2, MissingFragments = 1 });
        (await NextAsync(whole)).StreamId.Should().Be("second");
        (await NextAsync(elsewhere)).StreamId.Should().Be("second");
    }

    [Fact]
    public async Task EmptyStream_IsDelivered()
    {
        WebPubSubClient ann = await StartClientAsync();
        using GroupStreamListener streams = ann.ListenToGroupStreams();
        await ann.JoinGroupAsync("g");

        await using GroupStreamWriter writer = await ann.OpenGroupStreamAsync("g");
        await writer.CompleteAsync();

        (await ReadAllAsync(await NextAsync(streams))).Should().BeEmpty();
    }

    [Fact]
    public async Task UnreadStream_Fails_WithoutBlockingOtherStreams()
    {
        WebPubSubClient ann = await StartClientAsync();
        using GroupStreamListener streams = ann.ListenToGroupStreams(new GroupStreamListenerOptions { BufferCapacity = 2 });
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter unread = await ann.OpenGroupStreamAsync("g");
        await using GroupStreamWriter read = await ann.OpenGroupStreamAsync("g");
        await unread.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader first = await NextAsync(streams);

        for (int i = 2; i <= 10; i++)
        {
            await unread.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text);
        }

        await read.WriteAsync(BinaryData.FromString("x"), WebPubSubDataType.Text);
        await read.CompleteAsync();

        (await ReadAllAsync(await NextAsync(streams))).Should().ContainSingle();
        (await FailsAsync(() => ReadAllAsync(first))).Code.Should().Be(GroupStreamFailedException.BufferOverflow);
    }

    [Fact]
    public async Task SlowlyReadStream_PausesReceiving_AndLosesNoFragments()
    {
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { ReceiveBufferCapacity = 4 });
        WebPubSubClient bob = await StartClientAsync("bob");
        using GroupStreamListener streams = ann.ListenToGroupStreams(new GroupStreamListenerOptions { BufferCapacity = 2 });
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await bob.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader reader = await NextAsync(streams);
        await using IAsyncEnumerator<GroupStreamFragment> fragments = reader.GetAsyncEnumerator();
        (await fragments.MoveNextAsync()).Should().BeTrue();

        for (int i = 2; i <= 200; i++)
        {
            await writer.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text);
        }

        await writer.CompleteAsync();
        var got = new List<string>();
        while (await fragments.MoveNextAsync().AsTask().WithTimeoutAsync("a fragment"))
        {
            got.Add(fragments.Current.Data.ToString());
        }

        got.Should().Equal(Enumerable.Range(2, 199).Select(i => $"{i}"));
    }

    [Fact]
    public async Task IdleStream_StaysOpenWithKeepAlive_AndTimesOutWithoutIt()
    {
        var time = new FakeTimeProvider();
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { TimeProvider = time });
        await using GroupStreamWriter living = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { IdleTimeout = TimeSpan.FromSeconds(30) });

        time.Advance(TimeSpan.FromSeconds(10)); // no keep-alive frame is due: the start was sent in this interval
        time.Advance(TimeSpan.FromSeconds(10));

        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is StreamDataMessage { StreamSequenceId: null } sign && sign.StreamId == living.StreamId);
        await using GroupStreamWriter dying = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { IdleTimeout = TimeSpan.FromMilliseconds(50), KeepAlive = false });
        (await FailsAsync(() => dying.Completion)).Code.Should().Be(StreamError.IdleTimeout);
    }

    [Fact]
    public async Task SilentPublisher_TimesOutAtTheReader()
    {
        var time = new FakeTimeProvider();
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { TimeProvider = time, KeepAliveTimeout = TimeSpan.Zero });
        WebPubSubClient bob = await StartClientAsync("bob");
        using GroupStreamListener streams = ann.ListenToGroupStreams(new GroupStreamListenerOptions { IdleTimeout = TimeSpan.FromMinutes(1) });
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await bob.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader reader = await NextAsync(streams);

        Task<List<GroupStreamFragment>> reading = ReadAllAsync(reader);
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return reading.IsCompleted;
            },
            "the idle timeout");

        (await FailsAsync(() => reading)).Code.Should().Be(StreamError.IdleTimeout);
    }

    [Fact]
    public async Task StoppedClient_EndsItsStreams()
    {
        WebPubSubClient ann = await StartClientAsync("ann");
        WebPubSubClient bob = await StartClientAsync("bob");
        using GroupStreamListener streams = ann.ListenToGroupStreams();
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter writer = await bob.OpenGroupStreamAsync("g");
        await writer.WriteAsync(BinaryData.FromString("1"), WebPubSubDataType.Text);
        GroupStreamReader reader = await NextAsync(streams);

        await ann.StopAsync();

        (await FailsAsync(() => ReadAllAsync(reader))).Code.Should().Be(GroupStreamFailedException.ConnectionLost);
        await foreach (GroupStreamReader _ in streams)
        {
            Assert.Fail("A stopped client has no streams.");
        }
    }

    private static async Task<GroupStreamReader> NextAsync(GroupStreamListener streams)
    {
        await using IAsyncEnumerator<GroupStreamReader> enumerator = streams.GetAsyncEnumerator();
        (await enumerator.MoveNextAsync().AsTask().WithTimeoutAsync("a stream")).Should().BeTrue();
        return enumerator.Current;
    }

    private static async Task<List<GroupStreamFragment>> ReadAllAsync(GroupStreamReader reader)
    {
        var fragments = new List<GroupStreamFragment>();
        using var timeout = new CancellationTokenSource(TestTimeout.Limit);
        await foreach (GroupStreamFragment fragment in reader.WithCancellation(timeout.Token))
        {
            fragments.Add(fragment);
        }

        return fragments;
    }

    private static async Task<GroupStreamFailedException> FailsAsync(Func<Task> action) =>
        (await FluentActions.Awaiting(() => action().WithTimeoutAsync("a failure")).Should().ThrowAsync<GroupStreamFailedException>()).Which;
}
