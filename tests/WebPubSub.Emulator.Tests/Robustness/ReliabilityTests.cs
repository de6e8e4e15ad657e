// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using WebPubSub.Protobuf.Wire;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Reliable clients whose sockets are killed repeatedly. Each message arrives once and in order.
/// See docs/protocols/client-protocols.md#11-reliable-protocols.
/// </summary>
public sealed class ReliabilityTests : EmulatorTest
{
    private const int Messages = 20_000;
    private const int Kills = 200;
    private const int ClientsPerProtocol = 2;
    private const int Ahead = 200; // of the slowest reader; 1,000 unacknowledged messages would be too many
    private readonly CapturedLogs _logs = new();

    protected override WebPubSubEmulatorOptions CreateOptions() =>
        new() { Port = 0, LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(_logs)) };

    [Fact]
    public async Task TwoHundredKilledSockets_LoseNoMessage()
    {
        Reader[] readers =
        [
            .. Enumerable.Range(0, ClientsPerProtocol).Select(i => new Reader(this, new JsonWire(), seed: i)),
            .. Enumerable.Range(0, ClientsPerProtocol).Select(i => new Reader(this, new ProtobufWire(), seed: 100 + i)),
        ];
        foreach (Reader reader in readers)
        {
            await reader.ConnectAsync();
        }

        Task[] reading = [.. readers.Select(reader => reader.ReadAllAsync())];
        using TestSocket publisher = await ConnectJsonAsync("publisher");
        for (int i = 1; i <= Messages; i++)
        {
            await publisher.SendTextAsync($$"""{"type":"sendToGroup","group":"g","dataType":"text","data":"{{i}}"}""");
            if (i % 50 == 0)
            {
                await TestTimeout.UntilAsync(() => readers.Min(reader => reader.Received) > i - Ahead || reading.Any(task => task.IsFaulted), "the readers to keep up");
            }
        }

        await Task.WhenAll(reading).WithTimeoutAsync("all messages");
        readers.Sum(reader => reader.KillsDone).Should().BeGreaterThanOrEqualTo(Kills);
    }

    // Reads the messages of one client over all its sockets.
    private sealed class Reader(ReliabilityTests test, IWire wire, int seed)
    {
        private readonly Random _random = new(seed);
        private TestSocket _socket = null!;
        private string _recovery = "";
        private long _largest;

        public int Received { get; private set; }

        public int KillsDone { get; private set; }

        public async Task ConnectAsync()
        {
            _socket = await TestSocket.ConnectAsync(test.ClientUri("reader", AllRoles, ["g"]), wire.Subprotocol);
            (string id, string token) = wire.ReadConnected((await _socket.ReceiveAsync()).Bytes);
            _recovery = $"ws://{test.Emulator.Endpoint.Authority}/client/hubs/chat?awps_connection_id={id}&awps_reconnection_token={token}";
        }

        public async Task ReadAllAsync()
        {
            int nextKill = NextKill();
            while (Received < Messages)
            {
                await ReadOneAsync();
                if (Received >= nextKill && Received < Messages)
                {
                    nextKill = Received + NextKill();
                    _socket.Abort(); // with messages in flight, and some messages read but not acknowledged
                    KillsDone++;
                    await RecoverAsync();
                }
            }

            _socket.Dispose();
        }

        // Results in 200 kills for all clients together, and some extra.
        private int NextKill() => _random.Next(1, 2 * Messages * ClientsPerProtocol * 2 / (Kills + 50));

        private async Task ReadOneAsync()
        {
            (WebSocketMessageType type, byte[] bytes) = await _socket.ReceiveAsync();
            type.Should().NotBe(WebSocketMessageType.Close, "the socket was closed with {0}; {1}", _socket.CloseReason, test._logs.All);
            (long sequenceId, string text) = wire.ReadData(bytes);
            if (sequenceId <= _largest)
            {
                return; // a replayed message that the client has not acknowledged yet
            }

            sequenceId.Should().Be(_largest + 1, "messages arrive in order and without gaps");
            _largest = sequenceId;
            Received++;
            text.Should().Be(Received.ToString(CultureInfo.InvariantCulture));
            if (Received % 20 == 0)
            {
                await wire.AcknowledgeAsync(_socket, _largest);
            }
        }

        private async Task RecoverAsync()
        {
            _socket.Dispose();
            _socket = await TestSocket.ConnectAsync(new Uri(_recovery), wire.Subprotocol);
        }
    }

    private interface IWire
    {
        string Subprotocol { get; }

        (string Id, string Token) ReadConnected(byte[] frame);

        (long SequenceId, string Text) ReadData(byte[] frame);

        Task AcknowledgeAsync(TestSocket socket, long sequenceId);
    }

    private sealed class JsonWire : IWire
    {
        public string Subprotocol => "json.reliable.webpubsub.azure.v1";

        public (string Id, string Token) ReadConnected(byte[] frame)
        {
            JsonElement message = JsonSerializer.Deserialize<JsonElement>(frame);
            return (message.GetProperty("connectionId").GetString()!, message.GetProperty("reconnectionToken").GetString()!);
        }

        public (long SequenceId, string Text) ReadData(byte[] frame)
        {
            JsonElement message = JsonSerializer.Deserialize<JsonElement>(frame);
            return (message.GetProperty("sequenceId").GetInt64(), message.GetProperty("data").GetString()!);
        }

        public Task AcknowledgeAsync(TestSocket socket, long sequenceId) =>
            socket.SendTextAsync($$"""{"type":"sequenceAck","sequenceId":{{sequenceId}}}""");
    }

    private sealed class ProtobufWire : IWire
    {
        public string Subprotocol => "protobuf.reliable.webpubsub.azure.v1";

        public (string Id, string Token) ReadConnected(byte[] frame)
        {
            DownstreamMessage.Types.SystemMessage.Types.ConnectedMessage connected = DownstreamMessage.Parser.ParseFrom(frame).SystemMessage.ConnectedMessage;
            return (connected.ConnectionId, connected.ReconnectionToken);
        }

        public (long SequenceId, string Text) ReadData(byte[] frame)
        {
            DownstreamMessage.Types.DataMessage data = DownstreamMessage.Parser.ParseFrom(frame).DataMessage;
            return ((long)data.SequenceId, data.Data.TextData);
        }

        public Task AcknowledgeAsync(TestSocket socket, long sequenceId) =>
            socket.SendBinaryAsync(new UpstreamMessage { SequenceAckMessage = new() { SequenceId = (ulong)sequenceId } }.ToByteArray());
    }
}
