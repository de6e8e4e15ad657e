// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Simulation.Truth;

/// <summary>The connections and the users of a group or of the hub.</summary>
internal sealed record ScopeState(string[] Connections, string[] Users)
{
    /// <summary>The name of the hub among the names of groups.</summary>
    public const string Hub = "the hub";

    public static ScopeState Create(IEnumerable<(string ConnectionId, string? UserId)> connections)
    {
        (string ConnectionId, string? UserId)[] all = [.. connections];
        return new ScopeState(
            [.. all.Select(connection => $"{connection.ConnectionId} {connection.UserId}").Order(StringComparer.Ordinal)],
            [.. all.Select(connection => connection.UserId).Where(user => !string.IsNullOrEmpty(user)).Distinct().Order(StringComparer.Ordinal)!]);
    }

    public bool Equals(ScopeState? other) => other is not null && Connections.SequenceEqual(other.Connections) && Users.SequenceEqual(other.Users);

    public override int GetHashCode() => Connections.Length;

    /// <summary>Describes what differs.</summary>
    public string Compare(ScopeState truth) =>
        $"[{string.Join(", ", Subtract(this, truth))}] should have left; [{string.Join(", ", Subtract(truth, this))}] are missing";

    private static IEnumerable<string> Subtract(ScopeState some, ScopeState others) => some.Connections.Except(others.Connections).Concat(some.Users.Except(others.Users));
}
