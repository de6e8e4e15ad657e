// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WebPubSub.AspNetCore.Telemetry;

/// <summary>An activity and the duration of each event. Costs next to nothing while nobody listens.</summary>
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

    // A few fixed words: the type of a request that nobody has verified must not fill a store of metrics.
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

    /// <summary>One event under way; the default value is one that nobody listens to.</summary>
    internal readonly struct Event(Activity? activity, string hub, string kind, long startedAt)
    {
        /// <summary>Records the event.</summary>
        /// <param name="status">The status of the answer.</param>
        /// <param name="failure">The exception of the hub; null for none. Only its type is recorded.</param>
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
