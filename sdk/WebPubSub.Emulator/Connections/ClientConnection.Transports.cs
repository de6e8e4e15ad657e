// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The sockets of a connection: one, or with a reliable client several after one another. Client protocol reference, section 11.</summary>
internal sealed partial class ClientConnection
{
    private static readonly TimeSpan RecoveryWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    // Then others have their turn: the acknowledgements of a subscriber must not wait until its publisher has nothing more to send.
    private const int ReadsInARow = 32;

    private bool _isRecovering;
    private Task? _reader; // of a reliable connection

    /// <summary>Gives the connection its first socket.</summary>
    public void Attach(SocketTransport transport) => _transport = transport;

    /// <summary>Goes on with a new socket, which is given everything that the client has not acknowledged. The newcomer wins over an old one.</summary>
    /// <param name="newcomer">The new transport.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="greeting">What the client is told before that; null for nothing.</param>
    public async Task<RecoveryOutcome> RecoverAsync(SocketTransport newcomer, WebSocket socket, Delivery? greeting)
    {
        SocketTransport? old;
        lock (_gate)
        {
            if (_hasEnded || _isRecovering || _unacknowledged is null)
            {
                return RecoveryOutcome.Refused;
            }

            _isRecovering = true;
            _timer?.Dispose();
            old = _transport;
            _transport = null; // what is sent meanwhile is kept
        }

        old?.Abort();
        bool isDrained = old is null || await IsWrittenAsync(old);
        lock (_gate)
        {
            _isRecovering = false;
            if (_hasEnded)
            {
                return RecoveryOutcome.Refused;
            }

            if (!isDrained)
            {
                OpenWindow();
                return RecoveryOutcome.Failed;
            }

            if (greeting is not null)
            {
                newcomer.TryAdd(new OutgoingMessage(greeting, Protocol.Encode(greeting)!.Value));
            }

            newcomer.AddAll(_unacknowledged.All.Where(message => !message.Delivery.HasExpired(_time)));
            _transport = newcomer;
        }

        Trace.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Recovered, Hub, Id, UserId, Subprotocol));
        newcomer.Open(socket);
        return RecoveryOutcome.Recovered;
    }

    /// <summary>Cuts the transport, as a broken network does; false when there is none.</summary>
    public bool Drop()
    {
        SocketTransport? transport;
        lock (_gate)
        {
            transport = _hasEnded ? null : _transport;
        }

        transport?.Abort();
        return transport is not null;
    }

    /// <summary>Reads from a socket until it has ended.</summary>
    public async Task RunAsync(SocketTransport transport)
    {
        TaskCompletionSource? turn = IsReliable ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        try
        {
            if (Interlocked.Exchange(ref _reader, turn?.Task) is { IsCompleted: false } previous)
            {
                await WatchedAsync(previous, transport); // a message of the old socket is still being handled
            }

            await ReadAllAsync(transport);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The transport is gone; EndReason says so unless it was this side that ended it.
        }
        finally
        {
            turn?.SetResult();
            Lose(transport);
            transport.Complete(null);
            transport.Flush();
            await transport.WaitForEndAsync();
            transport.Socket.Abort();
            transport.Dispose();
        }
    }

    private async Task ReadAllAsync(SocketTransport transport)
    {
        using var reader = new SocketReader(transport.Socket);
        for (int reads = 1; ; reads++)
        {
            if (reads % ReadsInARow == 0)
            {
                await Task.Yield();
            }

            CloseRequest? close = null;
            try
            {
                (WebSocketMessageType type, ReadOnlyMemory<byte> payload) = await reader.ReadAsync();
                if (type == WebSocketMessageType.Close)
                {
                    AnswerClose(transport);
                    return;
                }

                if (_transport != transport)
                {
                    return; // another one has taken over
                }

                if (!_hasEnded)
                {
                    Task<CloseRequest?> processing = Protocol.ProcessAsync(type, payload, _gone.Token);
                    await WatchedAsync(processing, transport);
                    close = await processing;
                }
            }
            catch (MessageTooBigException)
            {
                close = CloseRequest.With(WebSocketCloseStatus.MessageTooBig, "The client message is longer than 1 MiB.");
            }
            catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.Faulted)
            {
                Close(CloseRequest.BrokenFrames); // the socket has told the client, 1002 or 1007, and reads no more
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, transport.Lost); // an end from this side could overtake that
            }

            if (close is not null)
            {
                Close(close); // and read on, to see the client's answer
            }
        }
    }

    // Nobody reads meanwhile, and so nobody would see that the client is gone.
    private async ValueTask WatchedAsync(Task task, SocketTransport transport)
    {
        if (!task.IsCompleted)
        {
            using CancellationTokenRegistration lost = transport.Lost.UnsafeRegister(_ => Lose(transport), null);
            await task;
        }
    }

    // A reliable client that goes away with anything but 1000 may come back. Section 11.2.
    private void AnswerClose(SocketTransport transport)
    {
        WebSocketCloseStatus status = transport.Socket.CloseStatus is null or WebSocketCloseStatus.Empty
            ? WebSocketCloseStatus.NormalClosure
            : transport.Socket.CloseStatus.Value;
        string description = transport.Socket.CloseStatusDescription ?? "";
        if (IsReliable && status != WebSocketCloseStatus.NormalClosure && !_hasEnded)
        {
            transport.Abort();
        }
        else
        {
            Close(new CloseRequest(status, description, description));
        }
    }

    private void Lose(SocketTransport transport)
    {
        bool isEnd;
        bool isDropped;
        lock (_gate)
        {
            if (_transport != transport)
            {
                return;
            }

            _transport = null;
            isEnd = !_hasEnded && !IsReliable;
            isDropped = !_hasEnded && IsReliable;
            if (isDropped)
            {
                OpenWindow();
            }
            else
            {
                _hasEnded = true;
                _unacknowledged?.Clear();
            }
        }

        if (isDropped)
        {
            Trace.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Dropped, Hub, Id, UserId, Subprotocol)
            {
                Reason = $"Its transport was lost; its client may come back within {RecoveryWindow.TotalSeconds} s.",
            });
            return;
        }

        if (isEnd)
        {
            Ended(this);
        }

        _gone.Cancel();
    }

    private void OpenWindow()
    {
        ITimer? window = null;
        window = StartTimer(() => Expire(() => window), RecoveryWindow);
        _timer = window;
    }

    private void Expire(Func<ITimer?> window)
    {
        lock (_gate)
        {
            if (_timer != window() || _transport is not null || _isRecovering)
            {
                return; // this window is over
            }
        }

        Close(CloseRequest.With(WebSocketCloseStatus.PolicyViolation, "The connection recovery timeout expired."));
    }

    private async Task<bool> IsWrittenAsync(SocketTransport transport)
    {
        try
        {
            await transport.WaitForEndAsync().WaitAsync(DrainTimeout, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
