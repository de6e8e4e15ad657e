// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Metrics;

namespace WebPubSub.Presence.Telemetry;

/// <summary>The metrics of one hub.</summary>
internal sealed class PresenceMetrics : IDisposable
{
    private readonly Meter _meter = new(WebPubSubDiagnostics.PresenceMeterName);
    private readonly Counter<long> _corrections;
    private readonly KeyValuePair<string, object?> _hub;
    private PresenceCounts _counts; // a gauge may be read while it is written: then one number can be older than another

    public PresenceMetrics(string hub)
    {
        _hub = new KeyValuePair<string, object?>("messaging.destination.name", hub);
        _meter.CreateObservableGauge(
            "webpubsub.presence.users", () => new Measurement<int>(_counts.Users, _hub), "{user}", "The users who are online in the hub.");
        _meter.CreateObservableGauge(
            "webpubsub.presence.connections", () => new Measurement<int>(_counts.Connections, _hub), "{connection}", "The open connections of the hub.");
        _corrections = _meter.CreateCounter<long>(
            "webpubsub.presence.corrections", "{correction}", "The connections and memberships that a comparison with the service has added or removed.");
    }

    /// <summary>Sets the numbers of users and connections.</summary>
    public void Update(PresenceCounts counts) => _counts = counts;

    public void Corrected(int added, int removed)
    {
        _corrections.Add(added, _hub, new KeyValuePair<string, object?>("webpubsub.presence.correction", "added"));
        _corrections.Add(removed, _hub, new KeyValuePair<string, object?>("webpubsub.presence.correction", "removed"));
    }

    public void Dispose() => _meter.Dispose();
}
