// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Azure;

namespace WebPubSub.Operations;

/// <summary>The activity and metrics of each operation. The cost is close to zero while there is no listener.</summary>
/// <remarks>Names follow the OpenTelemetry conventions for messaging clients.</remarks>
internal static class OperationTelemetry
{
    private static readonly ActivitySource Source = new(WebPubSubDiagnostics.ActivitySourceName);
    private static readonly Meter Meter = new(WebPubSubDiagnostics.MeterName);

    private static readonly Counter<long> Sent =
        Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the service accepted.");

    private static readonly Counter<long> Throttled =
        Meter.CreateCounter<long>("webpubsub.client.throttled", "{operation}", "Operations that failed because the service was throttling.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "Duration of an operation, retries included; failed ones have an error.type.");

    public static Operation Start(OperationRequest request, string hub, Uri endpoint)
    {
        bool isMeasured = Duration.Enabled || Sent.Enabled || Throttled.Enabled;
        if (!isMeasured && !Source.HasListeners())
        {
            return default;
        }

        string name = request.Name;
        bool isSend = request.Kind == OperationKind.Send;
        Activity? activity = Source.StartActivity($"{name} {hub}", isSend ? ActivityKind.Producer : ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", "azure.webpubsub");
            activity.SetTag("messaging.operation.name", name);
            activity.SetTag("messaging.destination.name", hub);
            activity.SetTag("server.address", endpoint.Host);
            activity.SetTag("server.port", endpoint.Port);
            if (isSend)
            {
                activity.SetTag("messaging.operation.type", "send");
            }
        }

        return new Operation(activity, name, hub, endpoint.Host, isSend, Stopwatch.GetTimestamp());
    }

    /// <summary>One operation in progress. The default value records nothing.</summary>
    internal readonly struct Operation(Activity? activity, string name, string hub, string host, bool isSend, long startedAt)
    {
        public void Succeed()
        {
            if (startedAt != 0)
            {
                if (isSend)
                {
                    Sent.Add(1, Tags(null));
                }

                End(null);
            }
        }

        public void Fail(Exception exception)
        {
            if (exception is RequestFailedException { Status: not 0 } failed)
            {
                Fail(failed.Status);
            }
            else
            {
                Fail(exception.GetType().FullName!);
            }
        }

        public void Fail(int status)
        {
            if (startedAt != 0 && status == 429)
            {
                Throttled.Add(1, Tags(null));
            }

            Fail(status.ToString(CultureInfo.InvariantCulture));
        }

        private void Fail(string type)
        {
            if (startedAt != 0)
            {
                activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
                End(type);
            }
        }

        private void End(string? errorType)
        {
            Duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, Tags(errorType));
            activity?.Dispose();
        }

        private TagList Tags(string? errorType)
        {
            var tags = new TagList
            {
                { "messaging.system", "azure.webpubsub" },
                { "messaging.operation.name", name },
                { "messaging.destination.name", hub },
                { "server.address", host },
            };
            if (errorType is not null)
            {
                tags.Add("error.type", errorType);
            }

            return tags;
        }
    }
}
