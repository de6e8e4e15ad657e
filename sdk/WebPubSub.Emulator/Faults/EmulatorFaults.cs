// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator;

/// <summary>Causes faults on purpose, to test how an application handles them.</summary>
/// <remarks>
/// A method that acts at once returns whether it found its target. All other faults affect the next calls that match: one call by default, or all calls with
/// <see cref="int.MaxValue"/>. The <see cref="EmulatorFault"/> counts how often the fault has occurred. Delays use the clock of the emulator.
/// </remarks>
public sealed class EmulatorFaults
{
    private readonly HubRegistry _hubs;
    private readonly FaultLists _lists;
    private readonly ChangeSignal _changes;

    internal EmulatorFaults(HubRegistry hubs, FaultLists lists, ChangeSignal changes)
    {
        _hubs = hubs;
        _lists = lists;
        _changes = changes;
    }

    /// <summary>Aborts the transport of a connection without a close, as a broken network does. A reliable client can recover the connection.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <returns>Whether the connection existed and had a transport.</returns>
    public bool DropTransport(string connectionId) => Find(connectionId)?.Link.Drop() == true;

    /// <summary>Aborts the transports of the selected connections without a close.</summary>
    /// <param name="predicate">Selects the connections. The default is all.</param>
    /// <returns>The number of selected connections that had a transport.</returns>
    public int DropTransports(Func<EmulatorConnection, bool>? predicate = null) =>
        _hubs.All.SelectMany(hub => hub.Inspect()).Count(connection => predicate?.Invoke(connection) != false && DropTransport(connection.ConnectionId));

    /// <summary>
    /// Fills the buffer of a connection, as if its client no longer read. The next message exceeds the buffer and ends the connection, like that of a slow client.
    /// </summary>
    /// <param name="connectionId">The connection.</param>
    /// <returns>Whether the connection existed.</returns>
    /// <remarks>A plain client loses its transport. The connection of a reliable client is closed with 1008.</remarks>
    public bool FillBuffer(string connectionId)
    {
        ClientConnection? connection = Find(connectionId);
        connection?.Link.FillBuffer();
        return connection is not null;
    }

    /// <summary>Rejects the recovery of a reliable connection. The new transport is closed with 1008, and the client must start a new connection.</summary>
    /// <param name="predicate">Selects the connections. The default is all.</param>
    /// <param name="times">The number of times that the fault occurs. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault RejectRecovery(Func<EmulatorConnection, bool>? predicate = null, int times = 1) => _lists.Recoveries.Add(predicate, RejectionFault.Instance, times);

    /// <summary>Treats the access tokens of connecting clients as expired and answers 401. Open connections stay open.</summary>
    /// <param name="hub">The hub of the clients. The default is all hubs.</param>
    /// <param name="times">The number of times that the fault occurs. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault ExpireTokens(string? hub = null, int times = 1) => _lists.Tokens.Add(
        hub is null ? null : name => name.Equals(hub, StringComparison.OrdinalIgnoreCase), RejectionFault.Instance, times);

    /// <summary>Delays REST calls.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">The number of times that the fault occurs. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DelayRest(TimeSpan delay, Func<EmulatorRestCall, bool>? predicate = null, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return _lists.Rest.Add(predicate, new RestFault(Delay: delay), times);
    }

    /// <summary>Answers REST calls with an error instead of executing them.</summary>
    /// <param name="status">The HTTP status, 400 to 599. A throttled resource answers 429.</param>
    /// <param name="retryAfter">The value of the <c>Retry-After</c> header, in whole seconds. By default, the response has no such header.</param>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">The number of times that the fault occurs. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault FailRest(int status, TimeSpan? retryAfter = null, Func<EmulatorRestCall, bool>? predicate = null, int times = 1) =>
        _lists.Rest.Add(predicate, new RestFault(Status: CheckError(status), RetryAfter: retryAfter), times);

    /// <summary>Resets the connections of REST calls instead of answering them.</summary>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">The number of times that the fault occurs. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault ResetRest(Func<EmulatorRestCall, bool>? predicate = null, int times = 1) => _lists.Rest.Add(predicate, new RestFault(IsReset: true), times);

    /// <summary>Delays events to event handlers.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">The number of attempts that the fault affects. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DelayHandler(TimeSpan delay, Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return _lists.Handlers.Add(predicate, new HandlerFault(Delay: delay), times);
    }

    /// <summary>Uses an error status as the answer of an event handler, and does not call the event handler.</summary>
    /// <param name="status">The HTTP status, 400 to 599. After 408 and 5xx, the emulator sends the event again.</param>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">The number of attempts that the fault affects. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault FailHandler(int status, Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1) =>
        _lists.Handlers.Add(predicate, new HandlerFault(Status: CheckError(status)), times);

    /// <summary>Loses events on their way to event handlers. They do not arrive, and the emulator gives up after 100 seconds without an answer.</summary>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">The number of attempts that the fault affects. The default is 1.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DropHandlerCall(Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1) => _lists.Handlers.Add(predicate, new HandlerFault(IsLost: true), times);

    /// <summary>Loses the answers of event handlers. The event handler receives the event, and the emulator sends it again, as after a status of 504.</summary>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">The number of attempts that the fault affects. The default is 1.</param>
    /// <returns>The fault.</returns>
    /// <remarks>Tests with it that an event handler can receive an event twice. <see cref="WebPubSubEmulatorOptions.EventRetryDelays"/> has the number of attempts.</remarks>
    public EmulatorFault DropHandlerResponse(Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1) =>
        _lists.Handlers.Add(predicate, new HandlerFault(Status: (int)HttpStatusCode.GatewayTimeout, IsDelivered: true), times);

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        _lists.Rest.Clear();
        _lists.Handlers.Clear();
        _lists.Recoveries.Clear();
        _lists.Tokens.Clear();
        _changes.Raise();
    }

    private static int CheckError(int status) => status is >= 400 and <= 599
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, string.Create(CultureInfo.InvariantCulture, $"{status} is not an error status. Use 400 to 599."));

    private ClientConnection? Find(string connectionId)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        return _hubs.All.Select(hub => hub.Find(connectionId)).FirstOrDefault(connection => connection is not null);
    }
}
