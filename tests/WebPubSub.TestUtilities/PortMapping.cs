// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;

namespace WebPubSub.TestUtilities;

/// <summary>A second TCP port of a server, as the port mapping of a container. It forwards the bytes of each connection.</summary>
public sealed class PortMapping : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _accepting;

    public PortMapping()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gets the port that clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets the port of the server. Set it before a client connects.</summary>
    public int Target { get; set; }

    /// <summary>Gets or sets whether a connection is closed at the next bytes of the server, which are lost.</summary>
    public bool LosesReplies { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, Target, _stopped.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), _stopped.Token),
                ReplyAsync(server.GetStream(), client.GetStream()));
        }
    }

    private async Task ReplyAsync(NetworkStream server, NetworkStream client)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await server.ReadAsync(buffer, _stopped.Token) is > 0 and int count && !LosesReplies)
        {
            await client.WriteAsync(buffer.AsMemory(0, count), _stopped.Token);
        }
    }
}
