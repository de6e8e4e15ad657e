// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>Judges a run by a model of its own: what a client promises, said without a word of the client's code.</summary>
internal sealed class HistoryChecker(IReadOnlyList<ClientHistory> clients, IReadOnlyDictionary<(string Client, int Event), int> handledEvents, int maxMessages, long maxBytes, bool isHealthy)
{
    private const int GroupCallBytes = 200;

    private readonly Dictionary<(string Publisher, int Number), SentMessage> _sent =
        clients.SelectMany(client => client.Sent).ToDictionary(message => (message.Publisher, message.Number));

    /// <summary>Returns all violations.</summary>
    public IEnumerable<string> Check() => clients.SelectMany(client => CheckSource(client)
        .Concat(CheckOrder(client))
        .Concat(CheckGaps(client))
        .Concat(CheckEvents(client))
        .Concat(CheckHealthyConnections(client))
        .Concat(CheckMemory(client)));

    // Nothing is delivered that was not sent to the group, and nothing whose call was cancelled before.
    private IEnumerable<string> CheckSource(ClientHistory client) => Messages(client).SelectMany(seen =>
        !_sent.TryGetValue((seen.Publisher, seen.Number), out SentMessage? message) || message.Group != seen.Group
            ? new[] { $"{client.Name} received {Name(seen)}, which nobody sent." }
            : message.IsForbidden ? [$"{client.Name} received {Name(seen)}, whose token was cancelled before the call."] : []);

    // Each message at most once, and those of a publisher in the order of its calls.
    private static IEnumerable<string> CheckOrder(ClientHistory client)
    {
        var last = new Dictionary<string, int>();
        foreach (Observation seen in Messages(client))
        {
            int before = last.GetValueOrDefault(seen.Publisher, -1);
            if (seen.Number <= before)
            {
                yield return $"{client.Name} received {Name(seen)} {(seen.Number == before ? "twice" : $"after {seen.Publisher}:{before}")}.";
            }

            last[seen.Publisher] = Math.Max(before, seen.Number);
        }
    }

    // A message may only be missing where a Disconnected event says that messages may be lost.
    private IEnumerable<string> CheckGaps(ClientHistory client)
    {
        HashSet<(string, int)> received = [.. Messages(client).Select(seen => (seen.Publisher, seen.Number))];
        foreach (string group in client.Joined.Keys.Except(client.Uncertain))
        {
            foreach (SentMessage message in clients.SelectMany(other => other.Sent).Where(message => message.Group == group && message.IsAcknowledged))
            {
                if (!received.Contains((message.Publisher, message.Number)) && !MayBeLost(client, message))
                {
                    yield return $"{client.Name} missed {message.Publisher}:{message.Number} to {group}, sent at {message.BegunAt.TotalSeconds:0.000} s, acknowledged, with no Disconnected event that explains it.";
                }
            }
        }
    }

    private static bool MayBeLost(ClientHistory client, SentMessage message)
    {
        if (message.BegunAt <= client.Joined[message.Group])
        {
            return true; // the client joined later
        }

        // Lost with a connection that ended later: then nothing that the publisher sent after it has come on that connection.
        Observation? lost = null;
        foreach (Observation seen in client.Observations)
        {
            if (seen.Kind == ObservationKind.Disconnected && seen.At >= message.BegunAt)
            {
                lost ??= seen;
            }
            else if (lost is null && seen.Kind == ObservationKind.Message && seen.Publisher == message.Publisher && seen.Number > message.Number && seen.At >= message.BegunAt)
            {
                return WasDisconnectedAt(client, message.BegunAt);
            }
        }

        return lost is not null || WasDisconnectedAt(client, message.BegunAt);
    }

    // Between the end of a connection and the next one, which has rejoined its groups.
    private static bool WasDisconnectedAt(ClientHistory client, TimeSpan time)
    {
        Observation? last = client.Observations.LastOrDefault(seen => seen.At <= time && seen.Kind != ObservationKind.Message);
        Observation? next = client.Observations.FirstOrDefault(seen => seen.At >= time && seen.Kind != ObservationKind.Message);
        return last?.Kind == ObservationKind.Disconnected || next?.Kind == ObservationKind.Connected;
    }

    // An acknowledged event was handled once, and no event was handled twice.
    private IEnumerable<string> CheckEvents(ClientHistory client) => client.Events.SelectMany(sent =>
    {
        int handled = handledEvents.GetValueOrDefault((client.Name, sent.Key));
        return handled > 1 ? new[] { $"Event {sent.Key} of {client.Name} was handled {handled} times." }
            : sent.Value && handled == 0 ? [$"Event {sent.Key} of {client.Name} was acknowledged and not handled."] : [];
    });

    // No fault, no lost connection.
    private IEnumerable<string> CheckHealthyConnections(ClientHistory client) => isHealthy
        ? client.Observations.Where(seen => seen.Kind == ObservationKind.Disconnected && !seen.Reason.Contains("client closed", StringComparison.Ordinal))
            .Select(seen => $"{client.Name} was disconnected on a healthy network: {seen.Reason}")
        : [];

    private IEnumerable<string> CheckMemory(ClientHistory client)
    {
        (int messages, long bytes) = (maxMessages + client.MostGroupCalls, maxBytes + (client.MostGroupCalls * GroupCallBytes));
        if (client.MostHeld.Messages > messages || client.MostHeld.Bytes > bytes)
        {
            yield return $"{client.Name} held {client.MostHeld.Messages} unsent frames and {client.MostHeld.Bytes} bytes; the limits are {messages} and {bytes}.";
        }

        foreach (SentMessage message in client.Sent.Where(message => !message.HasEnded))
        {
            yield return $"The call that sends {client.Name}:{message.Number} has not ended.";
        }
    }

    private static IEnumerable<Observation> Messages(ClientHistory client) => client.Observations.Where(seen => seen.Kind == ObservationKind.Message);

    private static string Name(Observation seen) => $"{seen.Publisher}:{seen.Number} to {seen.Group}";
}
