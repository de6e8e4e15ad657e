// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;

namespace WebPubSub.Client.Tests;

/// <summary>
/// A proxy between clients and the service that causes faults. It resets a connection, or stops forwarding data without closing the connection.
/// </summary>
public sealed class ChaosProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];
    private readonly int _target;
    private readonly Task _accepting;

    public ChaosProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets the most recent connection.</summary>
    public bool Cut() => Take() is { } link && link.Cut();

    /// <summary>Stops forwarding data on the most recent connection, without closing it.</summary>
    public bool Silence() => Take() is { } link && link.Silence();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (Take() is { } link)
        {
            link.Cut();
        }

        _stopping.Dispose();
    }

    private Link? Take()
    {
        lock (_gate)
        {
            if (_links.Count == 0)
            {
                return null;
            }

            Link link = _links[^1];
            _links.RemoveAt(_links.Count - 1);
            return link;
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client = await _listener.AcceptSocketAsync(_stopping.Token);
            var service = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            await service.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            var link = new Link(client, service);
            lock (_gate)
            {
                _links.Add(link);
            }

            link.Start();
        }
    }

    private sealed class Link(Socket client, Socket service)
    {
        private volatile bool _isSilent;

        public void Start()
        {
            _ = PumpAsync(client, service); // both tasks end with their sockets
            _ = PumpAsync(service, client);
        }

        public bool Cut()
        {
            client.Close(0);
            service.Close(0);
            return true;
        }

        public bool Silence() => _isSilent = true;

        private async Task PumpAsync(Socket from, Socket to)
        {
            byte[] buffer = new byte[16 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and int count)
                {
                    if (!_isSilent)
                    {
                        await to.SendAsync(buffer.AsMemory(0, count));
                    }
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The connection was reset.
            }

            if (!_isSilent)
            {
                Cut();
            }
        }
    }
}
