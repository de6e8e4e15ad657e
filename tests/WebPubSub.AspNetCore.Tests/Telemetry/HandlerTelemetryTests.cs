// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests.Telemetry;

/// <summary>Tests for the activity and the duration of each event.</summary>
public sealed class HandlerTelemetryTests
{
    [Theory]
    [InlineData("azure.webpubsub.sys.connect", "connect", "connect")]
    [InlineData("azure.webpubsub.sys.connected", "connected", "connected")]
    [InlineData("azure.webpubsub.sys.disconnected", "disconnected", "disconnected")]
    [InlineData("azure.webpubsub.gp.joined", "joined", "joined")]
    [InlineData("azure.webpubsub.gp.left", "left", "left")]
    [InlineData("azure.webpubsub.user.order.created", "order.created", "user")]
    [InlineData("made.up", "made.up", "other")]
    public async Task EachEvent_IsMeasured_ByKindAndOutcome(string type, string eventName, string kind)
    {
        string hub = $"t{Guid.NewGuid():N}"; // a unique name, because the listeners also receive data from other tests
        await using HandlerApp app = await HandlerApp.StartAsync(
            map: application => Microsoft.AspNetCore.Builder.WebPubSubEndpointRouteBuilderExtensions.MapWebPubSubHub<RecordingHub>(application, "/eventhandler", hub));
        ConcurrentQueue<Activity> activities = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebPubSubDiagnostics.EventHandlerActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ConcurrentQueue<string> measured = new();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == WebPubSubDiagnostics.EventHandlerMeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            Dictionary<string, object?> values = new(tags.ToArray());
            if (Equals(values["messaging.destination.name"], hub))
            {
                measured.Enqueue($"{instrument.Name} {values["messaging.operation.name"]} {values["http.response.status_code"]}");
            }
        });
        meters.Start();

        await app.Http.SendAsync(EventMessage.Create(type, eventName, """{"group":"g"}""").With("ce-hub", hub));
        await app.Http.SendAsync(EventMessage.Create(type, eventName, """{"group":"g"}""").With("ce-hub", hub).With("ce-signature", "sha256=00"));

        await TestTimeout.UntilAsync(() => measured.Count == 2, "the measurements");
        measured.Should().Equal($"webpubsub.handler.event.duration {kind} 204", $"webpubsub.handler.event.duration {kind} 401");
        Activity activity = activities.First(a => a.DisplayName == $"{kind} {hub}");
        activity.Kind.Should().Be(ActivityKind.Consumer);
        activity.GetTagItem("http.response.status_code").Should().Be(204);
    }
}
