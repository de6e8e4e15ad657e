// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator;

/// <summary>Makes things go wrong on purpose, to see what an application does then.</summary>
/// <remarks>
/// What is done at once says whether there was something to do it to. Everything else happens to the next call that fits, once unless told otherwise,
/// with <see cref="int.MaxValue"/> always; the <see cref="EmulatorFault"/> tells how often it did. Delays follow the clock of the emulator.
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

    /// <summary>Cuts the transport of a connection, without a close, as a broken network does. A reliable client may come back to it.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <returns>Whether it was there and had a transport.</returns>
    public bool DropTransport(string connectionId) => Find(connectionId)?.Link.Drop() == true;

    /// <summary>Cuts the transports of all such connections, without a close.</summary>
    /// <param name="predicate">Selects the connections. The default is all.</param>
    /// <returns>How many had a transport.</returns>
    public int DropTransports(Func<EmulatorConnection, bool>? predicate = null) =>
        _hubs.All.SelectMany(hub => hub.Inspect()).Count(connection => predicate?.Invoke(connection) != false && DropTransport(connection.ConnectionId));

    /// <summary>Lets the buffer of a connection be full, as if its client no longer read: the next message finds no room, and the connection ends as a slow one does.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <returns>Whether it was there.</returns>
    /// <remarks>A plain client loses its transport; a reliable one is closed with 1008. Protocol reference: client protocols, section 18.</remarks>
    public bool FillBuffer(string connectionId)
    {
        ClientConnection? connection = Find(connectionId);
        connection?.Link.FillBuffer();
        return connection is not null;
    }

    /// <summary>Does not let a reliable client come back to its connection: its transport is closed with 1008, and the client has to start anew.</summary>
    /// <param name="predicate">Selects the connections. The default is all.</param>
    /// <param name="times">How often.</param>
    /// <returns>The fault.</returns>
    /// <remarks>Protocol reference: client protocols, section 11.4.</remarks>
    public EmulatorFault RejectRecovery(Func<EmulatorConnection, bool>? predicate = null, int times = 1) => _lists.Recoveries.Add(predicate, Refusal.Instance, times);

    /// <summary>Takes the access tokens of clients that connect for expired: 401. Connections that are open stay so.</summary>
    /// <param name="hub">Whose clients; those of all hubs when not given.</param>
    /// <param name="times">How often.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault ExpireTokens(string? hub = null, int times = 1) => _lists.Tokens.Add(
        hub is null ? null : name => name.Equals(hub, StringComparison.OrdinalIgnoreCase), Refusal.Instance, times);

    /// <summary>Carries REST calls out later.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">How often.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DelayRest(TimeSpan delay, Func<EmulatorRestCall, bool>? predicate = null, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return _lists.Rest.Add(predicate, new RestFault(Delay: delay), times);
    }

    /// <summary>Answers REST calls with an error instead of carrying them out.</summary>
    /// <param name="status">The HTTP status, 400 to 599; 429 is that of a throttled resource.</param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, in whole seconds; without that header when not given.</param>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">How often.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault FailRest(int status, TimeSpan? retryAfter = null, Func<EmulatorRestCall, bool>? predicate = null, int times = 1) =>
        _lists.Rest.Add(predicate, new RestFault(Status: CheckError(status), RetryAfter: retryAfter), times);

    /// <summary>Resets the connections of REST calls instead of answering them.</summary>
    /// <param name="predicate">Selects the calls by method, path and hub. The default is all. The body is not available.</param>
    /// <param name="times">How often.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault ResetRest(Func<EmulatorRestCall, bool>? predicate = null, int times = 1) => _lists.Rest.Add(predicate, new RestFault(IsReset: true), times);

    /// <summary>Sends events to their handlers later.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">How often the fault occurs. Each attempt counts.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DelayHandler(TimeSpan delay, Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return _lists.Handlers.Add(predicate, new HandlerFault(Delay: delay), times);
    }

    /// <summary>Takes an error for the answer of an event handler, which is not asked.</summary>
    /// <param name="status">The HTTP status, 400 to 599. After 408 and 5xx the event is sent again.</param>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">How often the fault occurs. Each attempt counts.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault FailHandler(int status, Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1) =>
        _lists.Handlers.Add(predicate, new HandlerFault(Status: CheckError(status)), times);

    /// <summary>Loses events on their way: they do not arrive, and nothing answers them until the emulator gives up after 100 seconds.</summary>
    /// <param name="predicate">Selects the events. The default is all.</param>
    /// <param name="times">How often the fault occurs. Each attempt counts.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault DropHandlerCall(Func<EmulatorHandlerCall, bool>? predicate = null, int times = 1) => _lists.Handlers.Add(predicate, new HandlerFault(IsLost: true), times);

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
        : throw new ArgumentOutOfRangeException(nameof(status), status, string.Create(CultureInfo.InvariantCulture, $"{status} is no error: use 400 to 599."));

    private ClientConnection? Find(string connectionId)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        return _hubs.All.Select(hub => hub.Find(connectionId)).FirstOrDefault(connection => connection is not null);
    }
}
