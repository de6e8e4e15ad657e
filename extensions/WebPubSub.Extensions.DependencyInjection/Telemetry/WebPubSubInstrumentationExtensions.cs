// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebPubSub;

namespace OpenTelemetry;

/// <summary>Extension methods that add the activities and metrics of Web PubSub to OpenTelemetry.</summary>
public static class WebPubSubInstrumentationExtensions
{
    /// <summary>Collects the activities of service clients, event handlers, WebSocket clients and an emulator in the application.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddWebPubSubInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(
            WebPubSubDiagnostics.ActivitySourceName,
            WebPubSubDiagnostics.EventHandlerActivitySourceName,
            WebPubSubDiagnostics.WebSocketClientActivitySourceName,
            WebPubSubDiagnostics.EmulatorActivitySourceName);
    }

    /// <summary>Collects the metrics of service clients, event handlers, WebSocket clients and presence.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddWebPubSubInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(
            WebPubSubDiagnostics.MeterName,
            WebPubSubDiagnostics.EventHandlerMeterName,
            WebPubSubDiagnostics.WebSocketClientMeterName,
            WebPubSubDiagnostics.PresenceMeterName);
    }
}
