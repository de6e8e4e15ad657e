// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Metrics;
using WebPubSub.Presence.Memory;

namespace WebPubSub.Presence.Telemetry;

/// <summary>The metrics of one hub.</summary>
internal sealed class PresenceMetrics : IDisposable
{
    private readonly Meter _meter = new(WebPubSubDiagnostics.PresenceMeterName);
    private readonly Counter<long> _corrections;
    private readonly KeyValuePair<string, object?> _hub;

    public PresenceMetrics(string hub, MemoryPresenceStore store)
    {
        _hub = new KeyValuePair<string, object?>("messaging.destination.name", hub);
        _meter.CreateObservableGauge(
            "webpubsub.presence.users", () => new Measurement<int>(store.Count(group: null).Users, _hub), "{user}", "The users who are online in the hub.");
        _meter.CreateObservableGauge(
            "webpubsub.presence.connections", () => new Measurement<int>(store.Count(group: null).Connections, _hub), "{connection}", "The open connections of the hub.");
        _corrections = _meter.CreateCounter<long>(
            "webpubsub.presence.corrections", "{correction}", "The connections and memberships that a comparison with the service has added or removed.");
    }

    public void Corrected(int added, int removed)
    {
        _corrections.Add(added, _hub, new KeyValuePair<string, object?>("webpubsub.presence.correction", "added"));
        _corrections.Add(removed, _hub, new KeyValuePair<string, object?>("webpubsub.presence.correction", "removed"));
    }

    public void Dispose() => _meter.Dispose();
}
