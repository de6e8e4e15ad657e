// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WebPubSub.AspNetCore.Telemetry;

/// <summary>Telemetry of the event handler: an activity and a duration for each event. The overhead is negligible while no listener is attached.</summary>
internal static class HandlerTelemetry
{
    private const string UserPrefix = "azure.webpubsub.user.";
    private const string CommonPrefix = "azure.webpubsub.";
    private static readonly ActivitySource Source = new(WebPubSubDiagnostics.EventHandlerActivitySourceName);
    private static readonly Meter Meter = new(WebPubSubDiagnostics.EventHandlerMeterName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("webpubsub.handler.event.duration", "s", "Duration of an event, by its kind and the status of the answer.");

    public static Event Start(string hub, string? type)
    {
        if (!Duration.Enabled && !Source.HasListeners())
        {
            return default;
        }

        string kind = KindOf(type);
        Activity? activity = Source.StartActivity($"{kind} {hub}", ActivityKind.Consumer);
        activity?.SetTag("messaging.system", "azure.webpubsub").SetTag("messaging.operation.name", kind).SetTag("messaging.destination.name", hub);
        return new Event(activity, hub, kind, Stopwatch.GetTimestamp());
    }

    // Returns fixed values only. The request is not verified yet, so its type must not create an unlimited number of metric series.
    private static string KindOf(string? type) => type switch
    {
        CommonPrefix + "sys.connect" => "connect",
        CommonPrefix + "sys.connected" => "connected",
        CommonPrefix + "sys.disconnected" => "disconnected",
        CommonPrefix + "gp.joined" => "joined",
        CommonPrefix + "gp.left" => "left",
        not null when type.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase) => "user",
        _ => "other",
    };

    /// <summary>The telemetry of one event. The default value records no data; it is used while no listener is attached.</summary>
    internal readonly struct Event(Activity? activity, string hub, string kind, long startedAt)
    {
        /// <summary>Records the event.</summary>
        /// <param name="status">The status of the answer.</param>
        /// <param name="failure">The exception that the hub threw, or null. Only its type is recorded.</param>
        public void End(int status, Exception? failure)
        {
            if (startedAt == 0)
            {
                return;
            }

            var tags = new TagList
            {
                { "messaging.system", "azure.webpubsub" },
                { "messaging.operation.name", kind },
                { "messaging.destination.name", hub },
                { "http.response.status_code", status },
            };
            if (failure is not null)
            {
                tags.Add("error.type", failure.GetType().FullName);
                activity?.SetTag("error.type", failure.GetType().FullName);
            }

            Duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, tags);
            activity?.SetTag("http.response.status_code", status);
            activity?.SetStatus(failure is not null || status >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            activity?.Dispose();
        }
    }
}
