// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace WebPubSub;

/// <summary>The events that a hub needs from the service. They are the settings of its event handler.</summary>
/// <remarks>
/// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">Event handlers in Azure Web PubSub</see> for the settings.
/// </remarks>
public sealed class WebPubSubHubEvents
{
    private const string AllUserEvents = "*";

    /// <summary>Gets the events of a hub that handles none.</summary>
    public static WebPubSubHubEvents None { get; } = new();

    /// <summary>Gets the pattern of the user events: names separated by commas, or <c>*</c> for all.</summary>
    /// <value>The default is <see langword="null"/>: no user event.</value>
    public string? UserEventPattern { get; init; }

    /// <summary>Gets the system events: <c>connect</c>, <c>connected</c> or <c>disconnected</c>.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> SystemEvents { get; init; } = [];

    /// <summary>Gets the events of groups: <c>joined</c> or <c>left</c>.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> GroupPresenceEvents { get; init; } = [];

    /// <summary>Gets whether there is no event at all.</summary>
    public bool IsEmpty => UserEventPattern is null && SystemEvents.Count == 0 && GroupPresenceEvents.Count == 0;

    /// <summary>Returns the events whose methods a hub overrides. A method with <see cref="UserEventAttribute"/> counts as well.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    /// <returns>The events.</returns>
    /// <remarks>
    /// A hub that handles any user event needs all of them, so that the log shows the events that it does not handle. Filters may need further events:
    /// see <see cref="IWebPubSubHubFilter.Events"/>.
    /// </remarks>
    public static WebPubSubHubEvents Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] THub>()
        where THub : WebPubSubHub
    {
        HashSet<string> overridden = [.. typeof(THub).GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(method => method.DeclaringType != typeof(WebPubSubHub) && method.GetBaseDefinition().DeclaringType == typeof(WebPubSubHub))
            .Select(method => method.Name)];
        return new WebPubSubHubEvents
        {
            UserEventPattern = Select(nameof(WebPubSubHub.OnUserEventAsync), AllUserEvents) ?? Select(nameof(WebPubSubHub.OnMessageReceivedAsync), AllUserEvents),
            SystemEvents = SelectAll(
                (nameof(WebPubSubHub.OnConnectAsync), "connect"),
                (nameof(WebPubSubHub.OnConnectedAsync), "connected"),
                (nameof(WebPubSubHub.OnDisconnectedAsync), "disconnected")),
            GroupPresenceEvents = SelectAll(
                (nameof(WebPubSubHub.OnGroupJoinedAsync), "joined"),
                (nameof(WebPubSubHub.OnGroupLeftAsync), "left")),
        };

        string? Select(string method, string value) => overridden.Contains(method) ? value : null;
        string[] SelectAll(params (string Method, string Event)[] events) => [.. events.Select(item => Select(item.Method, item.Event)).OfType<string>()];
    }

    /// <summary>Returns these events and others, each once.</summary>
    /// <param name="other">The other events.</param>
    /// <returns>The events of both.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is <see langword="null"/>.</exception>
    public WebPubSubHubEvents Union(WebPubSubHubEvents other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WebPubSubHubEvents
        {
            UserEventPattern = UnionOfPatterns(UserEventPattern, other.UserEventPattern),
            SystemEvents = UnionOfNames(SystemEvents, other.SystemEvents),
            GroupPresenceEvents = UnionOfNames(GroupPresenceEvents, other.GroupPresenceEvents),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsEmpty ? "none" : string.Join(", ", [.. SystemEvents, .. GroupPresenceEvents, .. UserEventPattern is null ? (string[])[] : [$"user events {UserEventPattern}"]]);

    private static string? UnionOfPatterns(string? first, string? second) =>
        first is null || second is null ? first ?? second
        : first == AllUserEvents || second == AllUserEvents ? AllUserEvents
        : string.Join(',', UnionOfNames(first.Split(','), second.Split(',')));

    private static string[] UnionOfNames(IEnumerable<string> first, IEnumerable<string> second) => [.. first.Union(second, StringComparer.OrdinalIgnoreCase)];
}
