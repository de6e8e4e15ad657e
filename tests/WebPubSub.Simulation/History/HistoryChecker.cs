// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>The checker of a run. It compares the histories with a model of the guarantees of a client, and uses no code of the client.</summary>
/// <param name="clients">The history of each client.</param>
/// <param name="eventCalls">The number of event handler calls, and of successful calls, for each event.</param>
/// <param name="limits">The limits of the buffers of a client.</param>
/// <param name="isHealthy">True if the run had no faults.</param>
internal sealed class HistoryChecker(
    IReadOnlyList<ClientHistory> clients, IReadOnlyDictionary<(string Client, int Event), (int Calls, int Successes)> eventCalls, HistoryLimits limits, bool isHealthy)
{
    private readonly Dictionary<(string Publisher, int Number), SentMessage> _sent =
        clients.SelectMany(client => client.Sent).ToDictionary(message => (message.Publisher, message.Number));

    /// <summary>Returns all violations.</summary>
    public IEnumerable<string> Check() => clients.SelectMany(client => CheckSource(client)
        .Concat(CheckOrder(client))
        .Concat(CheckGaps(client))
        .Concat(client.NotRejoined.Select(group => $"{client.Name} was not in group {group} after it was connected again."))
        .Concat(CheckEvents(client))
        .Concat(CheckHealthyConnections(client))
        .Concat(CheckMemory(client)));

    // Each delivered message was sent to the group with the same content, and its token was not cancelled before the call.
    private IEnumerable<string> CheckSource(ClientHistory client) => Messages(client).SelectMany(seen =>
        !_sent.TryGetValue((seen.Publisher, seen.Number), out SentMessage? message) || message.Group != seen.Group
            ? new[] { $"{client.Name} received {Name(seen)}, which was not sent." }
            : message.Text != seen.Text ? [$"{client.Name} received {Name(seen)} with another content than was sent."]
            : message.IsForbidden ? [$"{client.Name} received {Name(seen)}, whose token was cancelled before the call."] : []);

    // Each message arrives at most once. The messages of one publisher arrive in the order of its calls.
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

    // A message may be missing only if a Disconnected event reports that messages may be lost.
    private IEnumerable<string> CheckGaps(ClientHistory client)
    {
        HashSet<(string, int)> received = [.. Messages(client).Select(seen => (seen.Publisher, seen.Number))];
        foreach (SentMessage message in clients.SelectMany(other => other.Sent).Where(message => client.Memberships.Exists(membership => membership.Covers(message))))
        {
            if (!received.Contains((message.Publisher, message.Number)) && !MayBeLost(client, message))
            {
                yield return $"{client.Name} missed {message.Publisher}:{message.Number} to {message.Group}, sent at {message.BegunAt.TotalSeconds:0.000} s, acknowledged, with no Disconnected event that explains it.";
            }
        }
    }

    // A message is lost with a connection that ends later. No message that was sent after it arrives on that connection. Stopping the client does not count
    // as a lost connection.
    private bool MayBeLost(ClientHistory client, SentMessage message)
    {
        Observation? next = client.Observations.Find(seen => seen.At >= message.BegunAt
            && (seen.Kind == ObservationKind.Disconnected || (seen.Kind == ObservationKind.Message && IsAfter(seen, message))));
        return (next?.Kind == ObservationKind.Disconnected && next.At < client.StoppedAt) || WasDisconnectedAt(client, message.BegunAt);
    }

    // Returns true if the service certainly received the seen message after the other message.
    private bool IsAfter(Observation seen, SentMessage message) => seen.Publisher == message.Publisher
        ? seen.Number > message.Number
        : _sent.TryGetValue((seen.Publisher, seen.Number), out SentMessage? other) && other.BegunAt > message.AcknowledgedAt;

    // Returns true between the end of a connection and the next Connected event, which follows the rejoining of the groups.
    private static bool WasDisconnectedAt(ClientHistory client, TimeSpan time)
    {
        Observation? last = client.Observations.LastOrDefault(seen => seen.At <= time && seen.Kind != ObservationKind.Message);
        Observation? next = client.Observations.FirstOrDefault(seen => seen.At >= time && seen.Kind != ObservationKind.Message);
        return last?.Kind == ObservationKind.Disconnected || next?.Kind == ObservationKind.Connected;
    }

    // An acknowledged event was handled, and no event was handled twice. If no transport is lost, the handler is called once, even if it fails. After a
    // recovery, the client may repeat a failed event, and the handler is called again: the service does not remember the ack ID of a failed event.
    private IEnumerable<string> CheckEvents(ClientHistory client) => client.Events.SelectMany(sent =>
    {
        (int calls, int successes) = eventCalls.GetValueOrDefault((client.Name, sent.Key));
        return successes > 1 || (isHealthy && calls > 1) ? new[] { $"The handler was called {calls} times for event {sent.Key} of {client.Name}." }
            : sent.Value && successes == 0 ? [$"Event {sent.Key} of {client.Name} was acknowledged and not handled."] : [];
    });

    // Without faults, no connection is lost.
    private IEnumerable<string> CheckHealthyConnections(ClientHistory client) => isHealthy
        ? client.Observations.Where(seen => seen.Kind == ObservationKind.Disconnected && !seen.Reason.Contains("client closed", StringComparison.Ordinal))
            .Select(seen => $"{client.Name} was disconnected on a healthy network: {seen.Reason}")
        : [];

    private IEnumerable<string> CheckMemory(ClientHistory client)
    {
        (int messages, long bytes) = (limits.Messages + client.MostGroupCalls, limits.Bytes + (client.MostGroupCalls * HistoryLimits.GroupCallBytes));
        if (client.MaxSendBufferUsage.Messages > messages || client.MaxSendBufferUsage.Bytes > bytes)
        {
            yield return $"{client.Name} held {client.MaxSendBufferUsage.Messages} unsent frames and {client.MaxSendBufferUsage.Bytes} bytes; the limits are {messages} and {bytes}.";
        }

        if (client.MostUnhandled.Messages > limits.UnhandledMessages || client.MostUnhandled.Bytes > limits.UnhandledBytes)
        {
            yield return $"{client.Name} held {client.MostUnhandled.Messages} received messages and {client.MostUnhandled.Bytes} bytes; the limits are {limits.UnhandledMessages} and {limits.UnhandledBytes}.";
        }

        foreach (SentMessage message in client.Sent.Where(message => !message.HasEnded))
        {
            yield return $"The call that sends {client.Name}:{message.Number} has not ended.";
        }

        foreach (SentMessage message in client.Sent.Where(message => message.IsForbidden && message.HasSucceeded))
        {
            yield return $"The call that sends {client.Name}:{message.Number} did not throw, although its token was cancelled before.";
        }
    }

    private static IEnumerable<Observation> Messages(ClientHistory client) => client.Observations.Where(seen => seen.Kind == ObservationKind.Message);

    private static string Name(Observation seen) => $"{seen.Publisher}:{seen.Number} to {seen.Group}";
}
