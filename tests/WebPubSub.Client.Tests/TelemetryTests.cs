// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WebPubSub.Client.Tests;

/// <summary>Tests for the activities and metrics of a client.</summary>
public sealed class TelemetryTests : ClientTest
{
    [Fact]
    public async Task ActivitiesAndMetrics_DescribeOperations_WithoutSecrets()
    {
        var figures = new ConcurrentQueue<string>();
        var activities = new ConcurrentQueue<Activity>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == WebPubSubDiagnostics.WebSocketClientMeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => figures.Enqueue(Describe(instrument.Name, tags)));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => figures.Enqueue(Describe(instrument.Name, tags)));
        meters.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebPubSubDiagnostics.WebSocketClientActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        string group = Guid.NewGuid().ToString();
        using Activity caller = new Activity("caller").Start();
        WebPubSubClient ann = await StartClientAsync();

        await ann.JoinGroupAsync(group);
        await ann.SendToGroupAsync(group, BinaryData.FromString("very private"), WebPubSubDataType.Text);
        await WaitForEventAsync($"ann got very private of {group}");
        Emulator.Faults.DropTransport(ann.ConnectionId!);
        await WaitForEventAsync("ann Recovering -> Connected");
        WebPubSubClient bob = await StartClientAsync("bob", roles: []);
        await FluentActions.Awaiting(() => bob.JoinGroupAsync(group)).Should().ThrowAsync<SendMessageFailedException>();
        await ann.StopAsync();

        figures.Should().Contain([
            "webpubsub.client.connections webpubsub.reconnected=False",
            "messaging.client.sent.messages messaging.system=azure.webpubsub messaging.operation.name=JoinGroup",
            "messaging.client.operation.duration messaging.system=azure.webpubsub messaging.operation.name=SendToGroup",
            "messaging.client.consumed.messages messaging.system=azure.webpubsub messaging.operation.name=GroupMessageReceived",
            "messaging.client.operation.duration messaging.system=azure.webpubsub messaging.operation.name=JoinGroup error.type=Forbidden",
            "webpubsub.client.recoveries",
            "webpubsub.client.disconnections error.type=1000",
        ]);
        Activity[] ours = [.. activities.Where(activity => (string?)activity.GetTagItem("messaging.destination.name") == group)];
        ours.Select(activity => $"{activity.DisplayName} {activity.Kind} {activity.Status}").Should().BeEquivalentTo(
            "JoinGroup Producer Unset", "SendToGroup Producer Unset", "GroupMessageReceived Consumer Unset", "JoinGroup Producer Error");
        ours.Single(activity => activity.Kind == ActivityKind.Consumer).TraceId.Should().NotBe(caller.TraceId, "received messages do not belong to the activity of the caller");
        string all = string.Join('\n', ours.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Key}={tag.Value}")) + string.Join('\n', figures);
        all.Should().NotContain("private").And.NotContain("eyJ");
        Logs.All.Should().NotContain("private").And.NotContain("eyJ");
    }

    private static string Describe(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string description = name;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            description += $" {tag.Key}={tag.Value}";
        }

        return description;
    }
}
