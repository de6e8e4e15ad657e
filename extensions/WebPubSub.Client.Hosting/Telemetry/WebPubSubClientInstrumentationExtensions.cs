// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WebPubSub;

namespace OpenTelemetry;

/// <summary>Extension methods that add the activities and metrics of WebSocket clients to OpenTelemetry.</summary>
public static class WebPubSubClientInstrumentationExtensions
{
    /// <summary>Collects the activities of WebSocket clients.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddWebPubSubClientInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(WebPubSubDiagnostics.WebSocketClientActivitySourceName);
    }

    /// <summary>Collects the metrics of WebSocket clients.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddWebPubSubClientInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(WebPubSubDiagnostics.WebSocketClientMeterName);
    }
}
