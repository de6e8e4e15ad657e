// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace WebPubSub;

/// <summary>The events that a hub needs from the service. Use them as the settings of its event handler.</summary>
/// <remarks>
/// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">Event handlers in Azure Web PubSub</see> for the settings.
/// </remarks>
public sealed class WebPubSubHubEvents
{
    private const string AllUserEvents = "*";

    /// <summary>Gets an empty instance, for a hub that handles no events.</summary>
    public static WebPubSubHubEvents None { get; } = new();

    /// <summary>Gets the pattern of the user events: names separated by commas, or <c>*</c> for all.</summary>
    /// <value>The default is <see langword="null"/>, which means no user events.</value>
    public string? UserEventPattern { get; init; }

    /// <summary>Gets the system events: <c>connect</c>, <c>connected</c> or <c>disconnected</c>.</summary>
    /// <value>The default is an empty list.</value>
    public IReadOnlyList<string> SystemEvents { get; init; } = [];

    /// <summary>Gets the events of groups: <c>joined</c> or <c>left</c>.</summary>
    /// <value>The default is an empty list.</value>
    public IReadOnlyList<string> GroupPresenceEvents { get; init; } = [];

    /// <summary>Gets whether there are no events.</summary>
    public bool IsEmpty => UserEventPattern is null && SystemEvents.Count == 0 && GroupPresenceEvents.Count == 0;

    /// <summary>Returns the events whose methods a hub overrides. Methods with <see cref="UserEventAttribute"/> are included.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    /// <returns>The events.</returns>
    /// <remarks>
    /// If a hub handles any user event, the result contains all user events, so that the log can show unhandled events. Filters can need further events:
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

    /// <summary>Returns the union of these events and other events.</summary>
    /// <param name="other">The other events.</param>
    /// <returns>The union.</returns>
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
