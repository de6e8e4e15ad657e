// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.Network;

/// <summary>One transport between a client and the service. It has four ends, because after a fault each side may have a different state.</summary>
#pragma warning disable CA1001 // the token source has no timer
internal sealed class Link
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _serverLost = new();

    public Link(TimeProvider time, Random random, string subprotocol, TimeSpan maxDelay)
    {
        Up = new Pipe(time, random) { MaxDelay = maxDelay };
        Down = new Pipe(time, random) { MaxDelay = maxDelay };
        Client = new MemoryWebSocket(subprotocol, receive: Down, send: Up);
        Server = new MemoryWebSocket(subprotocol, receive: Up, send: Down);
        Up.ReaderBroken = _serverLost.Cancel;
    }

    /// <summary>Gets the direction from the client to the service.</summary>
    public Pipe Up { get; }

    /// <summary>Gets the direction from the service to the client.</summary>
    public Pipe Down { get; }

    public MemoryWebSocket Client { get; }

    public MemoryWebSocket Server { get; }

    /// <summary>Gets the token that is cancelled when the service detects that the client is gone.</summary>
    public CancellationToken ServerLost => _serverLost.Token;

    /// <summary>Resets the transport for both sides.</summary>
    public void Cut()
    {
        Up.BreakWriter();
        Down.BreakWriter();
    }

    /// <summary>Resets the transport for the service only. The client detects it when its frames get no answer.</summary>
    public void CutServerSide()
    {
        Down.IsDroppingMessages = true;
        Up.IsDroppingMessages = true;
        AbortAtServer();
    }

    /// <summary>Drops messages without an error.</summary>
    public void DropMessages(bool up, bool down)
    {
        Up.IsDroppingMessages |= up;
        Down.IsDroppingMessages |= down;
    }

    public void AbortAtServer()
    {
        Server.Abort();
    }
}
