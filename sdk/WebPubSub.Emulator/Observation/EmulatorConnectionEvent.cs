// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>A connection that opened, ended, came back, or was refused.</summary>
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

    /// <summary>Gets what happened.</summary>
    public EmulatorConnectionEventKind Kind { get; }

    /// <summary>Gets the connection; <see langword="null"/> when there was none yet.</summary>
    public string? ConnectionId { get; }

    /// <summary>Gets its user.</summary>
    public string? UserId { get; }

    /// <summary>Gets its subprotocol.</summary>
    public string? Subprotocol { get; }

    /// <summary>Gets the HTTP status of a refusal, or the WebSocket close code of an end that had one; otherwise 0.</summary>
    public int Status { get; internal init; }

    private protected override string Describe() =>
        $"#{Number} connection {(ConnectionId is null ? "" : ConnectionNames.Of(ConnectionId, UserId) + " ")}of '{Hub}' {Words}{(Status == 0 ? "" : $" ({Status})")}";

    private string Words => Kind switch
    {
        EmulatorConnectionEventKind.RecoveryRejected => "may not come back",
        EmulatorConnectionEventKind.Recovered => "came back",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
