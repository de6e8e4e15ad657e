// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests.Receiving;

/// <summary>Tests for message readers.</summary>
public sealed partial class ReaderTests : ClientTest
{
    [Fact]
    public async Task Messages_AreReadInOrder_AcrossConnections_UntilTheClientStops()
    {
        WebPubSubClient ann = CreateClient();
        using WebPubSubMessageReader<GroupDataMessage> room = ann.ReadGroupMessages("room");
        using WebPubSubMessageReader<GroupDataMessage> groups = ann.ReadGroupMessages();
        using WebPubSubMessageReader<ServerDataMessage> server = ann.ReadServerMessages();
        await ann.StartAsync();
        await ann.JoinGroupAsync("room");
        await ann.JoinGroupAsync("other");

        await Service.SendToGroupAsync("room", "1");
        await Service.SendToGroupAsync("other", "2");
        await Service.CloseConnectionAsync(ann.ConnectionId!);
        await WaitForEventAsync("ann connected again");
        await Service.SendToGroupAsync("room", "3");
        await Service.SendToAllAsync("4");
        await WaitForEventAsync("ann got 4");
        await ann.StopAsync();

        (await ReadAllAsync(room, message => message.Data)).Should().Equal("1", "3");
        (await ReadAllAsync(groups, message => message.Data)).Should().Equal("1", "2", "3");
        (await ReadAllAsync(server, message => message.Data)).Should().Equal("4");
    }

    [Fact]
    public async Task FullReader_PausesReceiving_AndLosesNoMessages()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { ReceiveBufferCapacity = 4 });
        using WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages(capacity: 2);
        for (int i = 0; i < 100; i++)
        {
            await Service.SendToAllAsync($"{i}");
        }

        await TestTimeout.UntilAsync(() => reader.Count >= 2, "a full reader");
        var got = new List<string>();
        await foreach (ServerDataMessage message in reader)
        {
            reader.Count.Should().BeLessThanOrEqualTo(2);
            got.Add(message.Data.ToString());
            if (got.Count == 100)
            {
                break;
            }
        }

        got.Should().Equal(Enumerable.Range(0, 100).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Stop_WithAnUnreadReader_Completes_AndKeepsReceivedMessages()
    {
        WebPubSubClient ann = await StartClientAsync();
        using WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages(capacity: 1);
        for (int i = 0; i < 10; i++)
        {
            await Service.SendToAllAsync($"{i}");
        }

        await ann.JoinGroupAsync("g"); // follows the messages
        await ann.StopAsync().WithTimeoutAsync("the end");

        (await ReadAllAsync(reader, message => message.Data)).Should().Equal(Enumerable.Range(0, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task DisposedReader_DoesNotBlockTheClient()
    {
        WebPubSubClient ann = await StartClientAsync();
        WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages(capacity: 1);
        await Service.SendToAllAsync("1");
        await Service.SendToAllAsync("2");
        await TestTimeout.UntilAsync(() => reader.Count == 1, "a full reader");

        reader.Dispose();

        await WaitForEventAsync("ann got 2");
    }

    [Fact]
    public async Task DisposedClient_EndsItsReaders()
    {
        WebPubSubClient ann = await StartClientAsync();
        using WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages();
        Task<List<string>> reading = ReadAllAsync(reader, message => message.Data);

        await ann.DisposeAsync();

        (await reading.WithTimeoutAsync("the end")).Should().BeEmpty();
        FluentActions.Invoking(() => ann.ReadServerMessages()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task Reading_CanBeCancelled()
    {
        WebPubSubClient ann = await StartClientAsync();
        using WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages();
        using var cancelled = new CancellationTokenSource();
        Task reading = Task.Run(async () =>
        {
            await foreach (ServerDataMessage _ in reader.WithCancellation(cancelled.Token))
            {
            }
        });

        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => reading.WithTimeoutAsync("the end")).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task ToObject_ReturnsTheObjectThatWasSent()
    {
        WebPubSubClient ann = await StartClientAsync();
        using WebPubSubMessageReader<GroupDataMessage> reader = ann.ReadGroupMessages();
        await ann.JoinGroupAsync("g");

        await ann.SendToGroupAsync("g", new Order("pens", 3), OrderContext.Default.Order);
        await ann.SendToGroupAsync("g", BinaryData.FromBytes(new byte[] { 1 }), WebPubSubDataType.Binary);
        await ann.SendToGroupAsync("g", BinaryData.FromString("no JSON"), WebPubSubDataType.Text);

        (await reader.ReadAsync()).ToObject(OrderContext.Default.Order).Should().Be(new Order("pens", 3));
        GroupDataMessage binary = await reader.ReadAsync();
        FluentActions.Invoking(() => binary.ToObject(OrderContext.Default.Order)).Should().Throw<InvalidOperationException>().WithMessage("The data type is Binary. Only Json and Text data can be read as JSON.");
        GroupDataMessage text = await reader.ReadAsync();
        FluentActions.Invoking(() => text.ToObject(OrderContext.Default.Order)).Should().Throw<JsonException>();
    }

    private static async Task<List<string>> ReadAllAsync<T>(WebPubSubMessageReader<T> reader, Func<T, BinaryData> data)
        where T : WebPubSubMessage
    {
        var read = new List<string>();
        using var timeout = new CancellationTokenSource(TestTimeout.Limit);
        await foreach (T message in reader.WithCancellation(timeout.Token))
        {
            read.Add(data(message).ToString());
        }

        return read;
    }

    internal sealed record Order(string Item, int Count);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderContext : JsonSerializerContext;
}
