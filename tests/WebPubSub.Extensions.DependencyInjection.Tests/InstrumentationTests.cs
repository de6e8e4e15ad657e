// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebPubSub.TestUtilities;

namespace WebPubSub.Extensions.DependencyInjection.Tests;

public sealed class InstrumentationTests
{
    [Fact]
    public async Task TelemetryBuilders_CollectActivitiesAndMetricsOfTheClient()
    {
        var activities = new List<Activity>();
        var metrics = new List<Metric>();
        using TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddWebPubSubInstrumentation().AddInMemoryExporter(activities).Build();
        using MeterProvider meters = Sdk.CreateMeterProviderBuilder().AddWebPubSubInstrumentation().AddInMemoryExporter(metrics).Build();
        await using StubServer service = await StubServer.StartAsync();
        var client = new WebPubSubServiceClient($"Endpoint={service.Address};AccessKey=k", "telemetry");

        await client.SendToAllAsync("m");
        traces.ForceFlush();
        meters.ForceFlush();

        activities.Should().Contain(activity => activity.DisplayName == "SendToAll telemetry");
        metrics.Select(metric => metric.Name).Should().Contain(["messaging.client.operation.duration", "messaging.client.sent.messages"]);
    }
}
