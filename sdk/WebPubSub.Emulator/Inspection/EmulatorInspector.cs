// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.CompilerServices;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Tracing;
using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator;

/// <summary>The inspector of an emulator. It reads the state and the trace, and waits for changes, so that a test needs no delays.</summary>
/// <remarks>
/// A wait completes as soon as the condition is true. The default timeout is 10 seconds of real time, regardless of the clock of the emulator. If a wait times
/// out, the message of the exception lists what happened instead.
/// </remarks>
public sealed class EmulatorInspector
{
    private const int MaxShown = 20;

    private readonly HubRegistry _hubs;
    private readonly EmulatorTrace _trace;
    private readonly ChangeSignal _changes;

    internal EmulatorInspector(HubRegistry hubs, EmulatorTrace trace, ChangeSignal changes)
    {
        _hubs = hubs;
        _trace = trace;
        _changes = changes;
    }

    /// <summary>Gets the connections of all hubs, including connections that wait for a recovery.</summary>
    public IReadOnlyList<EmulatorConnection> Connections => [.. _hubs.All.SelectMany(hub => hub.Inspect())];

    /// <summary>
    /// Gets the entries of the trace, the oldest first. The trace keeps the last <see cref="WebPubSubEmulatorOptions.TraceCapacity"/> entries and at most 16 MiB
    /// of payloads.
    /// </summary>
    public IReadOnlyList<EmulatorTraceEntry> Entries => _trace.After(0);

    /// <summary>Gets the messages among the <see cref="Entries"/>.</summary>
    public IReadOnlyList<EmulatorMessage> Messages => [.. Entries.OfType<EmulatorMessage>()];

    /// <summary>Gets the events for event handlers among the <see cref="Entries"/>, except those in progress.</summary>
    public IReadOnlyList<EmulatorHandlerCall> HandlerCalls => [.. Entries.OfType<EmulatorHandlerCall>().Where(call => !call.IsPending)];

    /// <summary>Gets the REST calls among the <see cref="Entries"/>, except those in progress.</summary>
    public IReadOnlyList<EmulatorRestCall> RestCalls => [.. Entries.OfType<EmulatorRestCall>().Where(call => !call.IsPending)];

    /// <summary>Gets the events of connections among the <see cref="Entries"/>, except those in progress.</summary>
    public IReadOnlyList<EmulatorConnectionEvent> ConnectionEvents => [.. Entries.OfType<EmulatorConnectionEvent>().Where(e => !e.IsPending)];

    /// <summary>Gets the connections of a hub.</summary>
    /// <param name="hub">The hub, ignoring case.</param>
    /// <returns>The connections.</returns>
    public IReadOnlyList<EmulatorConnection> GetConnections(string hub) => [.. _hubs.Find(hub)?.Inspect() ?? []];

    /// <summary>Gets the users of a hub, sorted.</summary>
    /// <param name="hub">The hub, ignoring case.</param>
    /// <returns>The users that have a connection.</returns>
    public IReadOnlyList<string> GetUsers(string hub) => [.. GetConnections(hub).Select(connection => connection.UserId).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Gets the groups of a hub, sorted.</summary>
    /// <param name="hub">The hub, ignoring case.</param>
    /// <returns>The groups that have a member.</returns>
    public IReadOnlyList<string> GetGroups(string hub) => [.. GetConnections(hub).SelectMany(connection => connection.Groups).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Removes all entries from the trace. The connections stay open.</summary>
    public void Clear() => _trace.Clear();

    /// <summary>Waits for a connection.</summary>
    /// <param name="predicate">Selects the connection.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>The first connection that matches.</returns>
    /// <exception cref="TimeoutException">No connection matched. The message lists the connections.</exception>
    public Task<EmulatorConnection> WaitForConnectionAsync(
        Func<EmulatorConnection, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "")
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return WaitAsync(() => Connections.FirstOrDefault(predicate), $"a connection with {expression}", DescribeConnections, timeout, cancellationToken);
    }

    /// <summary>Waits until no connection matches.</summary>
    /// <param name="predicate">Selects the connections that must end.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>A task that completes when no connection matches.</returns>
    /// <exception cref="TimeoutException">A connection still matched. The message lists the connections.</exception>
    public Task WaitForNoConnectionAsync(
        Func<EmulatorConnection, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "")
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return WaitAsync(
            () => Connections.Any(predicate) ? null : this, $"the end of every connection with {expression}", DescribeConnections, timeout, cancellationToken);
    }

    /// <summary>Waits for a connection of a user.</summary>
    /// <param name="hub">The hub, ignoring case.</param>
    /// <param name="userId">The user.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A connection of the user.</returns>
    /// <exception cref="TimeoutException">The user had no connection. The message lists the connections.</exception>
    public Task<EmulatorConnection> WaitForUserAsync(string hub, string userId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitAsync(
            () => GetConnections(hub).FirstOrDefault(connection => connection.UserId == userId), $"user '{userId}' in hub '{hub}'", DescribeConnections, timeout, cancellationToken);

    /// <summary>Waits until a group has a number of members.</summary>
    /// <param name="hub">The hub, ignoring case.</param>
    /// <param name="group">The group.</param>
    /// <param name="members">The minimum number of members. The default is 1. With 0, the method waits until the group is empty.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The members.</returns>
    /// <exception cref="TimeoutException">The group did not have this number of members. The message lists the connections and their groups.</exception>
    public Task<IReadOnlyList<EmulatorConnection>> WaitForGroupAsync(
        string hub, string group, int members = 1, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(members);
        return WaitAsync<IReadOnlyList<EmulatorConnection>>(
            () => GetConnections(hub).Where(connection => connection.Groups.Contains(group)).ToArray() is var found && IsEnough(found.Length, members) ? found : null,
            string.Create(CultureInfo.InvariantCulture, $"{members} members of group '{group}' of hub '{hub}'"),
            DescribeConnections,
            timeout,
            cancellationToken);
    }

    /// <summary>Waits until a connection has, or no longer has, a permission for a group.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="permission">The permission.</param>
    /// <param name="group">The group.</param>
    /// <param name="isAllowed">Whether the connection must have the permission. The default is <see langword="true"/>.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="TimeoutException">The permission did not have this state. The message lists the connections.</exception>
    public Task<EmulatorConnection> WaitForPermissionAsync(
        string connectionId,
        WebPubSubPermission permission,
        string group,
        bool isAllowed = true,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        WaitAsync(
            () => Connections.FirstOrDefault(connection => connection.ConnectionId == connectionId && IsAllowed(connection, permission, group) == isAllowed),
            $"{(isAllowed ? "" : "no ")}permission {permission} for group '{group}' on connection {connectionId}",
            DescribeConnections,
            timeout,
            cancellationToken);

    /// <summary>Waits for a message from a client or to clients.</summary>
    /// <param name="predicate">Selects the message.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>The oldest message that matches.</returns>
    /// <exception cref="TimeoutException">No message matched. The exception lists the entries of the trace.</exception>
    public Task<EmulatorMessage> WaitForMessageAsync(
        Func<EmulatorMessage, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "") =>
        WaitForEntryAsync("a message", predicate, timeout, expression, cancellationToken);

    /// <summary>Waits for an event that an event handler has answered, or that no event handler receives.</summary>
    /// <param name="predicate">Selects the event.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>The oldest call that matches.</returns>
    /// <exception cref="TimeoutException">No entry matched. The message lists the entries of the trace.</exception>
    public Task<EmulatorHandlerCall> WaitForHandlerCallAsync(
        Func<EmulatorHandlerCall, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "") =>
        WaitForEntryAsync("an event for a handler", predicate, timeout, expression, cancellationToken);

    /// <summary>Waits for a REST call that the emulator has answered.</summary>
    /// <param name="predicate">Selects the call.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>The oldest call that matches.</returns>
    /// <exception cref="TimeoutException">No entry matched. The message lists the entries of the trace.</exception>
    public Task<EmulatorRestCall> WaitForRestCallAsync(
        Func<EmulatorRestCall, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "") =>
        WaitForEntryAsync("a REST call", predicate, timeout, expression, cancellationToken);

    /// <summary>Waits for an event of a connection.</summary>
    /// <param name="predicate">Selects the event.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The predicate as source code. The compiler fills it in.</param>
    /// <returns>The oldest event that matches.</returns>
    /// <exception cref="TimeoutException">No entry matched. The message lists the entries of the trace.</exception>
    public Task<EmulatorConnectionEvent> WaitForConnectionEventAsync(
        Func<EmulatorConnectionEvent, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string expression = "") =>
        WaitForEntryAsync("a connection event", predicate, timeout, expression, cancellationToken);

    private static bool IsEnough(int count, int members) => members == 0 ? count == 0 : count >= members;

    private static bool IsAllowed(EmulatorConnection connection, WebPubSubPermission permission, string group) =>
        permission == WebPubSubPermission.SendToGroup ? connection.CanSendToGroup(group) : connection.CanJoinLeaveGroup(group);

    private Task<T> WaitForEntryAsync<T>(
        string what, Func<T, bool> predicate, TimeSpan? timeout, string expression, CancellationToken cancellationToken)
        where T : EmulatorTraceEntry
    {
        ArgumentNullException.ThrowIfNull(predicate);
        if (!_trace.KeepsEntries)
        {
            throw new InvalidOperationException($"The trace is off because {nameof(WebPubSubEmulatorOptions.TraceCapacity)} is 0. Set it to at least 1.");
        }

        return WaitAsync(
            () => Entries.OfType<T>().FirstOrDefault(entry => !entry.IsPending && predicate(entry)), $"{what} with {expression}", DescribeEntries<T>, timeout, cancellationToken);
    }

    private Task<T> WaitAsync<T>(Func<T?> find, string what, Func<string> describe, TimeSpan? timeout, CancellationToken cancellationToken)
        where T : class => RealTimeWait.WaitForChangeAsync(_changes, find, what, describe, timeout, cancellationToken);

    private string DescribeConnections() => List("Connections", [.. Connections]);

    private string DescribeEntries<T>()
        where T : EmulatorTraceEntry
    {
        EmulatorTraceEntry[] entries = _trace.After(0);
        T[] same = [.. entries.OfType<T>()];
        return same.Length > 0 ? List("Seen", same) : List("No entry of this kind. All entries", entries);
    }

    private static string List(string title, object[] items) => items.Length == 0
        ? $"{title}: none."
        : string.Create(CultureInfo.InvariantCulture, $"{title} ({items.Length}{(items.Length > MaxShown ? $", the last {MaxShown}" : "")}):")
            + string.Concat(items.TakeLast(MaxShown).Select(item => Environment.NewLine + "  " + item));
}
