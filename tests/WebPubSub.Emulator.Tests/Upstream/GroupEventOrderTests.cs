// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>The event IDs of group events have the order in which the connection joined and left. See docs/protocols/event-handler.md#61-event-ids.</summary>
public sealed class GroupEventOrderTests : UpstreamTest
{
    private const int Workers = 4;

    private readonly Dictionary<string, SortedDictionary<int, string>> _events = []; // by connection ID, then by event ID

    protected override WebPubSubEmulatorOptions CreateOptions()
    {
        WebPubSubEmulatorOptions options = base.CreateOptions();
        WebPubSubEmulatorEventHandlerOptions handler = options.Hubs["chat"].EventHandlers[0];
        handler.SystemEvents.Clear();
        handler.SystemEvents.Add("connected");
        handler.GroupPresenceEvents.Add("joined");
        handler.GroupPresenceEvents.Add("left");
        return options;
    }

    [Fact]
    public async Task RestCallsThatAddAndRemoveAtTheSameTime_RaiseAlternatingEvents()
    {
        const int CallsPerWorker = 2500;
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, userId: "ann"));
        using TestSocket open = socket;

        var service = new WebPubSubServiceClient(Emulator.ConnectionString, "chat");
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (int call = 0; call < CallsPerWorker; call++)
            {
                await ((worker + call) % 2 == 0
                    ? service.AddConnectionToGroupAsync("room", connectionId)
                    : service.RemoveConnectionFromGroupAsync("room", connectionId));
            }
        })));
        await service.AddConnectionToGroupAsync("end", connectionId);

        string[] events = await ReceiveUntilAsync(connectionId, "joined end");
        events[0].Should().Be("connected ");
        string[] ofRoom = events[1..^1];
        ofRoom.Should().HaveCountGreaterThan(100, "the workers add and remove in turn");
        ofRoom.Should().Equal(ofRoom.Select((_, i) => i % 2 == 0 ? "joined room" : "left room"));
    }

    [Fact]
    public async Task InitialGroups_RaiseTheirEventsBeforeRestCallsThatRaceThem()
    {
        const int Connections = 100;
        var service = new WebPubSubServiceClient(Emulator.ConnectionString, "chat");
        using var stop = new CancellationTokenSource();
        Task[] racers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await service.RemoveUserFromGroupAsync("start", "ann");
            }
        }))];

        try
        {
            for (int i = 0; i < Connections; i++)
            {
                (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(Emulator.Endpoint, userId: "ann", groups: ["start"]));
                using TestSocket open = socket;
                (await ReceiveUntilAsync(connectionId, "left start")).Should().Equal("connected ", "joined start", "left start");
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(racers);
        }
    }

    /// <summary>Receives events until an event and all events before it have arrived. Returns them in the order of their IDs.</summary>
    private async Task<string[]> ReceiveUntilAsync(string connectionId, string last)
    {
        while (true)
        {
            SortedDictionary<int, string> received = Open(connectionId);
            int lastId = received.FirstOrDefault(pair => pair.Value == last).Key;
            if (lastId > 0 && received.Count(pair => pair.Key <= lastId) == lastId)
            {
                return [.. received.TakeWhile(pair => pair.Key <= lastId).Select(pair => pair.Value)];
            }

            WireRequest request = await NextEventAsync();
            int id = int.Parse(request.Header("ce-id")!, CultureInfo.InvariantCulture);
            using JsonDocument body = JsonDocument.Parse(request.Text);
            string group = body.RootElement.TryGetProperty("group", out JsonElement value) ? value.GetString()! : "";
            Open(request.Header("ce-connectionId")!)[id] = $"{request.Header("ce-eventName")} {group}";
        }
    }

    private SortedDictionary<int, string> Open(string connectionId)
    {
        if (!_events.TryGetValue(connectionId, out SortedDictionary<int, string>? events))
        {
            _events[connectionId] = events = [];
        }

        return events;
    }
}
