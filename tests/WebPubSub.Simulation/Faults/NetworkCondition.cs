// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Client;
using WebPubSub.Simulation.Network;

namespace WebPubSub.Simulation.Faults;

/// <summary>The simulated network of one client. It opens the sockets of the client and applies the faults.</summary>
internal sealed class NetworkCondition(SimulatedService service, TimeProvider time, Random random, string subprotocol)
{
    private static readonly TimeSpan ServerKeepAlive = TimeSpan.FromSeconds(40);

    private Link? _link;

    /// <summary>Gets or sets whether each attempt to open a connection fails.</summary>
    public bool IsDown { get; set; }

    /// <summary>Gets or sets the maximum delay of a message on new connections.</summary>
    public TimeSpan MaxDelay { get; set; }

    /// <summary>Gets or sets the number of handshakes whose answer is lost. The service accepts the client, but the attempt of the client times out.</summary>
    public int LostAnswers { get; set; }

    public async Task<WebSocket> OpenAsync(Uri uri, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            if (random.Next(2) == 0)
            {
                throw new ConnectFailedException("The service could not be reached.");
            }

            await WaitAndFailAsync(timeout, cancellationToken);
        }

        (WebSocket socket, Link link) = await service.OpenAsync(uri, subprotocol, name => new Link(time, random, name, MaxDelay));
        if (LostAnswers > 0)
        {
            LostAnswers--;
            link.DropMessages(up: true, down: true);
            _ = CutServerAfterTimeoutAsync(link);
            await WaitAndFailAsync(timeout, cancellationToken);
        }

        _link = link;
        return socket;
    }

    public void Cut() => _link?.Cut();

    public void CutServerSide() => _link?.CutServerSide();

    public void DropMessages(bool up, bool down)
    {
        if (_link is { } link)
        {
            link.DropMessages(up, down);
            _ = CutServerAfterTimeoutAsync(link);
        }
    }

    // The keep-alive timeout of the service detects a client that is gone.
    private async Task CutServerAfterTimeoutAsync(Link link)
    {
        await Task.Delay(ServerKeepAlive, time);
        link.CutServerSide();
    }

    private async Task WaitAndFailAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Task.Delay(timeout, time, cancellationToken);
        throw new ConnectFailedException("The service did not answer in time.");
    }
}
