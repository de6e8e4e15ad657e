// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>An event of a connection: it was opened, rejected, dropped, recovered or closed.</summary>
public sealed class EmulatorConnectionEvent : EmulatorTraceEntry
{
    internal EmulatorConnectionEvent(EmulatorConnectionEventKind kind, string? hub, string? connectionId, string? userId = null, string? subprotocol = null)
        : base(hub)
    {
        Kind = kind;
        ConnectionId = connectionId;
        UserId = userId;
        Subprotocol = subprotocol;
    }

    /// <summary>Gets the kind of the event.</summary>
    public EmulatorConnectionEventKind Kind { get; }

    /// <summary>Gets the connection ID; <see langword="null"/> if the connection did not exist yet.</summary>
    public string? ConnectionId { get; }

    /// <summary>Gets the user ID.</summary>
    public string? UserId { get; }

    /// <summary>Gets the subprotocol.</summary>
    public string? Subprotocol { get; }

    /// <summary>Gets the HTTP status of a rejection, or the WebSocket close code of an end or of a rejected recovery; 0 for none.</summary>
    public int Status { get; internal init; }

    private protected override string Describe() =>
        $"#{Number} connection {(ConnectionId is null ? "" : ConnectionNames.Of(ConnectionId, UserId) + " ")}of '{Hub}' {Words}{(Status == 0 ? "" : $" ({Status})")}";

    private string Words => Kind switch
    {
        EmulatorConnectionEventKind.RecoveryRejected => "recovery rejected",
        EmulatorConnectionEventKind.Recovered => "recovered",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
