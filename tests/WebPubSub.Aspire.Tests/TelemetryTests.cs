// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebPubSub.TestUtilities;

namespace WebPubSub.Aspire.Tests;

/// <summary>Activities and metrics of an application that an app host starts.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ActivitiesAndMetrics_AreCollected_UnlessTheyAreTurnedOff(bool isOn)
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = StubServer.Status(202);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(
            "ConnectionStrings:web", (string?)$"Endpoint={service.Address};AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Hub=telemetry{isOn}")]);
        builder.AddAzureWebPubSubServiceClient("web", settings => settings.DisableTracing = settings.DisableMetrics = !isOn);
        List<Activity> activities = [];
        List<Metric> metrics = [];
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddInMemoryExporter(activities))
            .WithMetrics(meters => meters.AddInMemoryExporter(metrics));
        using IHost host = builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<WebPubSubServiceClient>().SendToAllAsync("m");
        host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        activities.Any(activity => activity.DisplayName == $"SendToAll telemetry{isOn}").Should().Be(isOn);
        metrics.Any(metric => metric.MeterName == WebPubSubDiagnostics.MeterName).Should().Be(isOn);
    }
}
