// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Hosting;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>One WebSocket of a connection, and what waits to be written to it: bounded, so that a client that does not read cannot fill the process.</summary>
/// <remarks>
/// Whoever adds a message writes it, unless someone is writing already; the lock is held to touch the queue and never while anything is written.
/// It takes messages before there is a socket, which is the first to write them.
/// Client protocol reference, section 18.
/// </remarks>
internal sealed class SocketTransport(HttpContext http, ClientConnection connection, TimeProvider time, ILogger logger) : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private const int ControlMessages = 32; // a reliable client may have acknowledgements beside its messages
    private const int ControlBytes = 64 * 1024;
    private const int MaxScheduled = 16; // then whoever brings more writes them: a publisher is as slow as its readers
    private const int WritesInARow = 64; // then the thread that came by with a message may go on

    private readonly Lock _gate = connection.Gate;
    private readonly Queue<OutgoingMessage> _waiting = new();
    private readonly BatchingUpgrade _upgrade = (BatchingUpgrade)http.Features.GetRequiredFeature<IHttpUpgradeFeature>();
    private readonly IHttpRequestLifetimeFeature _request = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(); // outlives the context
    private WebSocket? _socket;
    private long _waitingBytes;
    private bool _isWriting = true; // whoever opens it writes first
    private bool _isScheduled; // and nobody has begun to write
    private bool _isCompleted;
    private bool _isAborted;
    private CloseRequest? _close;
    private bool _hasEnded;
    private TaskCompletionSource? _ended; // only made for who waits
    private ITimer? _cutOff;

    /// <summary>Gets the socket; only once it is open.</summary>
    public WebSocket Socket => _socket!;

    /// <summary>Gets the token that is cancelled when the client is gone, also while nobody reads.</summary>
    public CancellationToken Lost => _request.RequestAborted;

    /// <summary>Waits until nothing more will be written.</summary>
    public Task WaitForEndAsync()
    {
        lock (_gate)
        {
            return _hasEnded ? Task.CompletedTask : (_ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>How many messages wait, and their bytes.</summary>
    /// <remarks>The caller holds the lock of the connection.</remarks>
    public (int Messages, long Bytes) CountWaiting() => (_waiting.Count, _waitingBytes);

    /// <summary>Says what becomes of a message: who is told to write it must do so, outside of the lock.</summary>
    /// <remarks>The caller holds the lock of the connection.</remarks>
    public Admission Admit(in OutgoingMessage message, bool isOneOfMany)
    {
        if (_isWriting || _isCompleted || _waiting.Count > 0) // what waits while nobody writes is about to be flushed
        {
            return !TryAdd(message) ? Admission.Full
                : _isScheduled && _waiting.Count >= MaxScheduled && Claim() ? Admission.WriteWaiting
                : Admission.Waits;
        }

        _isWriting = true;
        if (!isOneOfMany)
        {
            return Admission.WriteNow;
        }

        Add(message);
        _isScheduled = true;
        return Admission.Schedule;
    }

    /// <summary>Adds a message without writing it; false when too much waits. A message for a completed transport is dropped, which is no failure.</summary>
    /// <remarks>The caller holds the lock of the connection.</remarks>
    public bool TryAdd(in OutgoingMessage message)
    {
        if (_isCompleted)
        {
            return true;
        }

        (int messages, long bytes) = (connection.Limits.UnacknowledgedMessages, connection.Limits.UnacknowledgedBytes);
        (messages, bytes) = connection.IsReliable ? (messages + ControlMessages, bytes + ControlBytes) : (messages, bytes);
        if (_waiting.Count >= messages || _waitingBytes + Charge(message) > bytes)
        {
            return false;
        }

        Add(message);
        return true;
    }

    /// <summary>Adds what a recovered client has not acknowledged, however much it is.</summary>
    /// <remarks>The caller holds the lock of the connection.</remarks>
    public void AddAll(IEnumerable<OutgoingMessage> messages)
    {
        foreach (OutgoingMessage message in messages)
        {
            Add(message);
        }
    }

    /// <summary>Writes a message that was admitted, and then what has come to wait behind it.</summary>
    public void Write(in OutgoingMessage message)
    {
        ValueTask writing = WriteAsync(message);
        if (!writing.IsCompletedSuccessfully)
        {
            _ = WriteAllAsync(writing.AsTask()); // tells by WaitForEndAsync that it has ended, and never fails
            return;
        }

        writing.GetAwaiter().GetResult();
        if (!TryRest())
        {
            WriteWaiting();
        }
    }

    /// <summary>Leaves it to another thread to write what waits, together with what comes to wait meanwhile.</summary>
    public void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <summary>Writes what waits.</summary>
    public void WriteWaiting() => _ = WriteAllAsync(Task.CompletedTask);

    void IThreadPoolWorkItem.Execute()
    {
        bool isClaimed;
        lock (_gate)
        {
            isClaimed = Claim();
        }

        if (isClaimed)
        {
            WriteWaiting();
        }
    }

    /// <summary>Takes no more messages; after those that wait comes the close. A client that does not take it in time is cut off. Section 18.</summary>
    public void Complete(CloseRequest? close)
    {
        lock (_gate)
        {
            _isCompleted = true;
            _close ??= close;
            _cutOff ??= time.CreateTimer(static transport => ((SocketTransport)transport!).CutOff(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Begins to write: what waits comes first.</summary>
    public void Open(WebSocket socket)
    {
        _socket = socket;
        WriteWaiting();
    }

    /// <summary>Writes what waits, unless someone does already.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_isWriting || (_waiting.Count == 0 && !_isCompleted))
            {
                return;
            }

            _isWriting = true;
        }

        WriteWaiting();
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _isCompleted = true;
            _isAborted = true;
            _waiting.Clear();
        }

        _socket?.Abort();
        _request.Abort(); // the only thing that ends a write which the client does not read
        Flush();
    }

    /// <summary>Nobody reads from it any more, and nobody writes.</summary>
    public void Dispose() => _cutOff?.Dispose();

    private void CutOff()
    {
        logger.CutOff(connection.Id, connection.Hub);
        Abort();
    }

    private bool Claim()
    {
        bool wasScheduled = _isScheduled;
        _isScheduled = false;
        return wasScheduled;
    }

    private async Task WriteAllAsync(Task first)
    {
        try
        {
            await first;
            for (int writes = 1; TryTake(out OutgoingMessage message, out bool isEnd); writes++)
            {
                if (isEnd)
                {
                    await CloseAsync();
                    return;
                }

                await WriteAsync(message);
                if (writes % WritesInARow == 0)
                {
                    await Task.Yield();
                }
            }
        }
#pragma warning disable CA1031 // whatever failed, nothing more can be written to this socket
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!IsLoss(exception))
            {
                logger.ConnectionFailed(exception, connection.Id, connection.Hub);
            }

            Abort(); // so that the reader does not wait for a client that cannot be written to
            End();
        }
    }

    private bool TryRest()
    {
        lock (_gate)
        {
            _isWriting = _waiting.Count > 0 || _isCompleted;
            return !_isWriting;
        }
    }

    // The end of writing is found under the lock: a message that is added after it is written by whoever added it.
    private bool TryTake(out OutgoingMessage message, out bool isEnd)
    {
        lock (_gate)
        {
            isEnd = false;
            if (_waiting.TryDequeue(out message))
            {
                _waitingBytes -= Charge(message);
                _upgrade.IsCorked = _waiting.TryPeek(out OutgoingMessage next) && !next.Delivery.CanExpire; // that one is written for sure
                return true;
            }

            isEnd = _isCompleted;
            _isWriting = isEnd; // the end is written once
            return isEnd;
        }
    }

    private ValueTask WriteAsync(in OutgoingMessage message) =>
        message.Delivery.HasExpired(time) ? ValueTask.CompletedTask
        : message.SequenceId == 0 ? Socket.SendAsync(message.Frame.Payload, message.Frame.Type, endOfMessage: true, CancellationToken.None)
        : WriteNumberedAsync(message);

    private async ValueTask WriteNumberedAsync(OutgoingMessage message)
    {
        Frame frame = message.Frame;
        byte[] numbered = ArrayPool<byte>.Shared.Rent(frame.Payload.Length + MessageCodec.MaxNumberLength);
        int length = connection.Protocol.WriteNumbered(frame.Payload.Span, message.SequenceId, numbered);
        await Socket.SendAsync(numbered.AsMemory(0, length), frame.Type, endOfMessage: true, CancellationToken.None);
        ArrayPool<byte>.Shared.Return(numbered);
    }

    private async Task CloseAsync()
    {
        if (!_isAborted && _close is { } close && Socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await Socket.CloseOutputAsync(close.Status, close.Description, CancellationToken.None);
        }

        End();
    }

    private void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _ended?.TrySetResult();
        }
    }

    private void Add(in OutgoingMessage message)
    {
        _waiting.Enqueue(message);
        _waitingBytes += Charge(message);
    }

    // The largest reply of a handler is longer than the queue once it is encoded; one message alone makes no client slow.
    private long Charge(in OutgoingMessage message) => Math.Min(message.Frame.Payload.Length, connection.Limits.UnacknowledgedBytes / 2);

    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
