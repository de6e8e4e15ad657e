// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebPubSub;

namespace OpenTelemetry;

/// <summary>Adds what the service client tells to the telemetry of an application.</summary>
public static class WebPubSubInstrumentationExtensions
{
    /// <summary>Collects one activity per operation of a service client and per event of a hub.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddWebPubSubInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(
            WebPubSubDiagnostics.ActivitySourceName, WebPubSubDiagnostics.EventHandlerActivitySourceName, WebPubSubDiagnostics.WebSocketClientActivitySourceName);
    }

    /// <summary>Collects duration, sent messages and throttling of service clients, and the duration of events.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddWebPubSubInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(
            WebPubSubDiagnostics.MeterName, WebPubSubDiagnostics.EventHandlerMeterName, WebPubSubDiagnostics.WebSocketClientMeterName);
    }
}
