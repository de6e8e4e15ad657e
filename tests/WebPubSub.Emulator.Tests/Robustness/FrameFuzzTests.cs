// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Broken frames over all four subprotocols and raw connections. The emulator may close the sender, but must not affect other clients.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class FrameFuzzTests : EmulatorTest
{
    private const int FramesPerProtocol = 40_000;
    private const int FramesOfAConnection = 200;
    private const int Clients = 4;
    private const long MemoryAllowance = 64 * 1024 * 1024;

    private static readonly string[] JsonSeeds =
    [
        """{"type":"joinGroup","group":"g","ackId":1}""",
        """{"type":"leaveGroup","group":"g"}""",
        """{"type":"sendToGroup","group":"g","ackId":2,"noEcho":true,"dataType":"text","data":"hi","metadata":{"trace":"a1"},"ttlSeconds":60}""",
        """{"type":"sendToGroup","group":"g","dataType":"json","data":{"a":[1,2.50,"é",null,true]}}""",
        """{"type":"sendToGroup","group":"g","dataType":"binary","data":"AQID"}""",
        """{"type":"event","event":"order.created","ackId":3,"dataType":"json","data":{"id":9}}""",
        """{"type":"sequenceAck","sequenceId":18446744073709551615}""",
        """{"type":"invoke","invocationId":"1","target":"event","event":"sum","dataType":"json","data":[1,2]}""",
        """{"type":"cancelInvocation","invocationId":"1"}""",
        """{"type":"sendToGroup","group":"g","stream":{"streamId":"s-1","idleTimeoutMs":60000}}""",
        """{"type":"streamData","streamId":"s-1","streamSequenceId":1,"dataType":"text","data":"part 1"}""",
        """{"type":"streamEnd","streamId":"s-1","error":{"message":"aborted by user","userErrorCode":"E42"}}""",
        """{"type":"setGroupState","group":"g","state":{"status":"typing"},"ackId":5}""",
        """{"type":"subscribeGroupState","group":"g","ackId":6}""",
        """{"type":"unsubscribeGroupState","group":"g"}""",
    ];

    private static readonly string[] ProtobufSeeds =
    [
        "32080A04726F6F6D1000", "3A080A04726F6F6D1005", "0A110A04726F6F6D10021A030A01782001283C", "0A0C0A04726F6F6D1A0412020102",
        "0A0D0A04726F6F6D1A0522035B315D", "0A0F0A04726F6F6D1A071A050A01741200", "2A0A0A016512030A01781809", "420B08FFFFFFFFFFFFFFFFFF01",
        "0A0E0A04726F6F6D32060A016B120176",
    ];

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0 };

    [Theory]
    [InlineData(null)]
    [InlineData("json.webpubsub.azure.v1")]
    [InlineData("json.reliable.webpubsub.azure.v1")]
    [InlineData("protobuf.webpubsub.azure.v1")]
    [InlineData("protobuf.reliable.webpubsub.azure.v1")]
    public async Task FortyThousandBrokenFrames_DoNotAffectOtherClients(string? subprotocol)
    {
        bool isProtobuf = subprotocol?.StartsWith("protobuf", StringComparison.Ordinal) == true;
        byte[][] seeds = [.. isProtobuf ? ProtobufSeeds.Select(Convert.FromHexString) : JsonSeeds.Select(Encoding.UTF8.GetBytes)];
        string query = subprotocol is null ? "&webpubsub_mode=sendToGroup&group=g" : "";
        Uri uri = ClientUri("fuzz", FuzzRoles, ["g"], query);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => SendAsync(FramesPerProtocol / 4, client)));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int[] connections = await Task.WhenAll(Enumerable.Range(Clients, Clients).Select(client => SendAsync(FramesPerProtocol, client)));

        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(MemoryAllowance, before);
        connections.Sum().Should().BeGreaterThan(FramesPerProtocol / FramesOfAConnection, "broken frames must have closed some connections");
        await AssertOthersChatAsync();

        Task<int> SendAsync(int frames, int seed) => Task.Run(async () =>
        {
            var random = new Random(seed);
            int connected = 0;
            for (int handled = 0; handled < frames / Clients; connected++)
            {
                using TestSocket socket = await TestSocket.ConnectAsync(uri, subprotocol is null ? [] : [subprotocol]);
                handled += await SendUntilClosedAsync(socket, seeds, random, isProtobuf, hasPing: subprotocol is not null);
            }

            return connected;
        });
    }

    private static readonly string[] FuzzRoles = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup", "webpubsub.setGroupState", "webpubsub.getGroupState"];

    // Waits after each frame until it was handled: for a pong, the echo of a raw frame, or the end of the connection. No frame is read after a close.
    private static async Task<int> SendUntilClosedAsync(TestSocket socket, byte[][] seeds, Random random, bool isProtobuf, bool hasPing)
    {
        using var answers = new SemaphoreSlim(0);
        Task reading = ReadAllAsync(socket, answers, hasPing ? isProtobuf ? "\"\0" : "\"pong\"" : "");
        int handled = 0;
        try
        {
            while (handled < FramesOfAConnection && !reading.IsCompleted)
            {
                byte[] frame = Mutate(seeds[random.Next(seeds.Length)], seeds, random);
                await (random.Next(50) == 0 || isProtobuf ? socket.SendBinaryAsync(frame) : socket.SendBytesAsTextAsync(frame));
                if (hasPing)
                {
                    await (isProtobuf ? socket.SendBinaryAsync([0x4A, 0x00]) : socket.SendTextAsync("""{"type":"ping"}"""));
                }

                await Task.WhenAny(reading, answers.WaitAsync()).WithTimeoutAsync("an answer");
                handled++;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            handled++; // the connection was closed meanwhile
        }

        socket.Abort();
        await reading;
        return handled;
    }

    private static async Task ReadAllAsync(TestSocket socket, SemaphoreSlim answers, string answer)
    {
        try
        {
            while (await socket.ReceiveAsync() is (not WebSocketMessageType.Close, byte[] bytes))
            {
                if (Encoding.Latin1.GetString(bytes).Contains(answer, StringComparison.Ordinal))
                {
                    answers.Release();
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The socket was aborted.
        }
    }

    private static byte[] Mutate(byte[] seed, byte[][] seeds, Random random)
    {
        List<byte> frame = [.. seed];
        for (int i = random.Next(4); i > 0 && frame.Count > 0; i--)
        {
            int at = random.Next(frame.Count);
            switch (random.Next(6))
            {
                case 0:
                    frame[at] = (byte)random.Next(256);
                    break;
                case 1:
                    frame.RemoveRange(at, random.Next(frame.Count - at) + 1);
                    break;
                case 2:
                    frame.InsertRange(at, seeds[random.Next(seeds.Length)]);
                    break;
                case 3:
                    frame.InsertRange(at, Enumerable.Repeat(frame[at], random.Next(300)));
                    break;
                case 4:
                    frame.Insert(at, (byte)"\"{}[]:,\\09-e.\0"[random.Next(14)]);
                    break;
                default:
                    frame.RemoveAt(at);
                    break;
            }
        }

        return [.. frame];
    }

    private async Task AssertOthersChatAsync()
    {
        using TestSocket ann = await ConnectJsonAsync("ann", groups: ["chat"]);
        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["chat"]);
        await ann.SendTextAsync("""{"type":"sendToGroup","group":"chat","dataType":"text","data":"hello","ackId":1}""");
        (await bob.ReceiveTextAsync()).Should().Contain("hello");
        (await SendAsync("POST", "/api/hubs/chat/users/ann/:send", "world")).EnsureSuccessStatusCode();
        (await ann.ReceiveTextAsync()).Should().Contain("hello");
        (await ann.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
        (await ann.ReceiveTextAsync()).Should().Contain("world");
    }
}
