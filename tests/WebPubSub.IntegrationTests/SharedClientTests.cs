// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The official JavaScript client and our client in the same groups, streams and invocations.</summary>
public sealed class SharedClientTests : IAsyncLifetime
{
    private WebPubSubEmulator _emulator = null!;
    private WebPubSubServiceClient _service = null!;
    private RunningProcess _other = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler("chat", (request, _) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.CreateResponse(user.Data, user.DataType) : null));
        _emulator = await WebPubSubEmulator.StartAsync(options);
        _service = new WebPubSubServiceClient(_emulator.ConnectionString, "chat");
        _other = Repository.StartScript("shared-client.mjs", new Dictionary<string, string?> { ["CONNECTION_STRING"] = _emulator.ConnectionString });
        await _other.WaitForAsync("^ready$");
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    public static TheoryData<string> Protocols => ["json", "reliable json", "reliable protobuf"];

    [Theory, MemberData(nameof(Protocols))]
    public async Task Groups_AreShared(string protocol)
    {
        await using WebPubSubClient client = Create(protocol);
        using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages("room");
        await client.StartAsync();
        await client.JoinGroupAsync("room");

        await client.SendToGroupAsync("room", BinaryData.FromString("é😀"), WebPubSubDataType.Text, noEcho: true);
        await client.SendToGroupAsync("room", BinaryData.FromString("""{"a":[1,null]}"""), WebPubSubDataType.Json, noEcho: true);
        await client.SendToGroupAsync("room", BinaryData.FromBytes(new byte[] { 0, 255 }), WebPubSubDataType.Binary, noEcho: true);

        await _other.WaitForAsync("^got text é😀 from net$");
        await _other.WaitForAsync("""^got json \{"a":\[1,null\]\} from net$""");
        await _other.WaitForAsync("""^got binary \[0,255\] from net$""");
        (await NextAsync(messages)).Should().Be((WebPubSubDataType.Text, "é😀"));
        (await NextAsync(messages)).Should().Be((WebPubSubDataType.Json, """{"a":[1,null]}"""));
        (await messages.ReadAsync().AsTask().WithTimeoutAsync("a message")).Data.ToArray().Should().Equal(0, 255);
    }

    [Fact]
    public async Task Streams_GoBothWays()
    {
        await using WebPubSubClient client = Create("reliable json");
        using GroupStreamListener streams = client.ListenToGroupStreams();
        await client.StartAsync();
        await client.JoinGroupAsync("down");

        await using (GroupStreamWriter writer = await client.OpenGroupStreamAsync("up"))
        {
            await writer.WriteAsync(BinaryData.FromString("part 1"), WebPubSubDataType.Text);
            _emulator.Faults.DropTransport(client.ConnectionId!);
            await writer.WriteAsync(BinaryData.FromString("""{"n":2}"""), WebPubSubDataType.Json);
            await writer.CompleteAsync().WithTimeoutAsync("the end of the stream");
        }

        await _other.WaitForAsync("""^stream \["part 1",\{"n":2\}\]$""");
        await using (GroupStreamWriter aborted = await client.OpenGroupStreamAsync("up"))
        {
            await aborted.AbortAsync("enough", "E42");
        }

        await _other.WriteLineAsync("stream");
        await _other.WriteLineAsync("abort");
        await using IAsyncEnumerator<GroupStreamReader> incoming = streams.GetAsyncEnumerator();
        (await incoming.MoveNextAsync().AsTask().WithTimeoutAsync("a stream")).Should().BeTrue();
        (await ReadAllAsync(incoming.Current)).Should().Equal(Enumerable.Range(1, 50).Select(n => $$"""{"n":{{n}}}"""));
        incoming.Current.FromUserId.Should().Be("js");
        (await incoming.MoveNextAsync().AsTask().WithTimeoutAsync("a stream")).Should().BeTrue();
        (await FluentActions.Awaiting(() => ReadAllAsync(incoming.Current)).Should().ThrowAsync<GroupStreamFailedException>())
            .Which.Should().BeEquivalentTo(new { Code = "UserError", UserErrorCode = "E42" });
    }

    [Fact]
    public async Task Invocations_AreAnsweredToBoth()
    {
        await using WebPubSubClient client = Create("reliable json");
        await client.StartAsync();

        await _other.WriteLineAsync("invoke");
        InvokeEventResult result = await client.InvokeEventAsync("echo", BinaryData.FromString("""{"a":2}"""), WebPubSubDataType.Json);

        await _other.WaitForAsync("""^answer \{"a":1\}$""");
        result.Data!.ToString().Should().Be("""{"a":2}""");
    }

    private static async Task<(WebPubSubDataType DataType, string Data)> NextAsync(WebPubSubMessageReader<GroupDataMessage> messages)
    {
        GroupDataMessage message = await messages.ReadAsync().AsTask().WithTimeoutAsync("a message");
        return (message.DataType, message.Data.ToString());
    }

    private static async Task<List<string>> ReadAllAsync(GroupStreamReader stream)
    {
        var fragments = new List<string>();
        using var timeout = new CancellationTokenSource(TestTimeout.Limit);
        await foreach (GroupStreamFragment fragment in stream.WithCancellation(timeout.Token))
        {
            fragments.Add(fragment.Data.ToString());
        }

        return fragments;
    }

    private WebPubSubClient Create(string protocol) => new(
        new WebPubSubClientCredential(_ => new ValueTask<Uri>(_service.GetClientAccessUri(userId: "net", roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"]))),
        new WebPubSubClientOptions
        {
            Protocol = protocol switch
            {
                "json" => new WebPubSubJsonProtocol(),
                "reliable json" => new WebPubSubJsonReliableProtocol(),
                _ => new Protobuf.WebPubSubProtobufReliableProtocol(),
            },
        });
}
