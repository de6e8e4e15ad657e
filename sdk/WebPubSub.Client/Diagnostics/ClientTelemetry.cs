// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WebPubSub.Client.Diagnostics;

/// <summary>The activities and metrics of the client. Their cost is negligible while no listener is attached.</summary>
/// <remarks>Names follow the OpenTelemetry conventions for messaging clients.</remarks>
internal static class ClientTelemetry
{
    private const string System = "azure.webpubsub";

    private static readonly ActivitySource Source = new(WebPubSubDiagnostics.WebSocketClientActivitySourceName);
    private static readonly Meter Meter = new(WebPubSubDiagnostics.WebSocketClientMeterName);

    private static readonly Counter<long> Sent =
        Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the service acknowledged, or that asked for no acknowledgement.");

    private static readonly Counter<long> Consumed =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that were handled.");

    private static readonly Counter<long> Repeated =
        Meter.CreateCounter<long>("webpubsub.client.repeated.messages", "{message}", "Duplicate messages that the client dropped after a recovery.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "messaging.client.operation.duration", "s", "Duration of an operation until its acknowledgement, repeats included; failed ones have an error.type.");

    private static readonly Counter<long> Connections =
        Meter.CreateCounter<long>("webpubsub.client.connections", "{connection}", "Connections that were made.");

    private static readonly Counter<long> Recoveries =
        Meter.CreateCounter<long>("webpubsub.client.recoveries", "{recovery}", "Transports that were lost and replaced without losing the connection.");

    private static readonly Counter<long> Losses =
        Meter.CreateCounter<long>("webpubsub.client.disconnections", "{connection}", "Connections that ended; error.type is the close code, or 'lost'.");

    public static Operation Start(string name, string destination)
    {
        bool isMeasured = Duration.Enabled || Sent.Enabled;
        if (!isMeasured && !Source.HasListeners())
        {
            return default;
        }

        Activity? activity = Source.StartActivity(name, ActivityKind.Producer);
        if (activity is { IsAllDataRequested: true })
        {
            Describe(activity, name, "send", destination);
        }

        return new Operation(activity, name, Stopwatch.GetTimestamp());
    }

    /// <summary>Counts a message and starts the activity for its handling. Returns null if there is no listener.</summary>
    public static Activity? StartProcessing(string name, string? destination)
    {
        if (Consumed.Enabled)
        {
            Consumed.Add(1, Tags(name, null));
        }

        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? activity = Source.StartActivity(name, ActivityKind.Consumer);
        if (activity is { IsAllDataRequested: true })
        {
            Describe(activity, name, "process", destination);
        }

        return activity;
    }

    public static void Connected(bool isReconnected) => Connections.Add(1, new KeyValuePair<string, object?>("webpubsub.reconnected", isReconnected));

    public static void Recovered() => Recoveries.Add(1);

    public static void Disconnected(int? closeStatus) => Losses.Add(1, new KeyValuePair<string, object?>("error.type", closeStatus ?? (object)"lost"));

    public static void DuplicateDropped() => Repeated.Add(1);

    private static void Describe(Activity activity, string name, string type, string? destination)
    {
        activity.SetTag("messaging.system", System);
        activity.SetTag("messaging.operation.name", name);
        activity.SetTag("messaging.operation.type", type);
        if (destination is not null)
        {
            activity.SetTag("messaging.destination.name", destination);
        }
    }

    private static TagList Tags(string name, string? errorType)
    {
        var tags = new TagList { { "messaging.system", System }, { "messaging.operation.name", name } };
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        return tags;
    }

    /// <summary>A running operation. The default value records nothing, because there is no listener.</summary>
    internal readonly struct Operation(Activity? activity, string name, long startedAt)
    {
        public void Succeed()
        {
            if (startedAt != 0)
            {
                Sent.Add(1, Tags(name, null));
                End(null);
            }
        }

        public void Fail(Exception exception)
        {
            if (startedAt != 0)
            {
                string type = exception switch
                {
                    SendMessageFailedException { Code.Length: > 0 } failed => failed.Code,
                    InvocationFailedException { Code.Length: > 0 } failed => failed.Code,
                    _ => exception.GetType().FullName!,
                };
                activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
                End(type);
            }
        }

        private void End(string? errorType)
        {
            Duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, Tags(name, errorType));
            activity?.Dispose();
        }
    }
}
