// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>One WebSocket of a connection, and the writer of its queue.</summary>
/// <remarks>The thread that adds a message writes it, unless another thread is already writing.</remarks>
internal sealed class SocketTransport(HttpContext http, ConnectionIdentity identity, MessageCodec codec, ConnectionEnvironment environment)
    : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    private const int MaxConsecutiveWrites = 64; // then the thread that added a message is released

    private readonly OutgoingQueue _queue = new(environment.Limits, Subprotocols.IsReliable(identity.Subprotocol));
    private readonly BatchingUpgrade _upgrade = (BatchingUpgrade)http.Features.GetRequiredFeature<IHttpUpgradeFeature>();
    private readonly IHttpRequestLifetimeFeature _request = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(); // lives longer than the HTTP context
    private WebSocket? _socket;
    private ITimer? _closeTimer;

    /// <summary>Gets the socket.</summary>
    /// <exception cref="InvalidOperationException">The socket is not open yet.</exception>
    public WebSocket Socket => _socket ?? throw new InvalidOperationException("The WebSocket is not open yet.");

    /// <summary>Gets the token that is cancelled when the client is gone, even if no read is pending.</summary>
    public CancellationToken Lost => _request.RequestAborted;

    /// <summary>Gets the number and the size of the queued messages.</summary>
    public (int Messages, long Bytes) Waiting => _queue.Count;

    /// <summary>Waits until the writer has ended for good.</summary>
    public Task WaitForEndAsync() => _queue.WaitForEndAsync();

    /// <summary>Waits at most 30 seconds until the writer has ended for good.</summary>
    /// <returns>Whether the writer has ended.</returns>
    public async Task<bool> DrainAsync()
    {
        try
        {
            await _queue.WaitForEndAsync().WaitAsync(DrainTimeout, environment.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Adds a message without writing it.</summary>
    /// <returns><see langword="false"/> if the queue is full.</returns>
    public bool TryAdd(in OutgoingMessage message) => _queue.TryAdd(message);

    /// <summary>Adds the messages that a recovered client has not acknowledged, regardless of their number.</summary>
    public void AddAll(IEnumerable<OutgoingMessage> messages) => _queue.AddAll(messages);

    /// <summary>Passes a message to the queue. The caller must then call <see cref="Write"/>, outside of all locks.</summary>
    public QueueResult Enqueue(in OutgoingMessage message, bool isBroadcast) => _queue.Add(message, isBroadcast);

    /// <summary>Takes the next action for a message that was passed to the queue.</summary>
    public void Write(in OutgoingMessage message, QueueResult result)
    {
        switch (result)
        {
            case QueueResult.WriteNow:
                WriteFirst(message);
                break;
            case QueueResult.Schedule:
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
                break;
            case QueueResult.WriteQueue:
                WriteQueue();
                break;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_queue.TryBeginScheduled())
        {
            WriteQueue();
        }
    }

    /// <summary>Sets the socket and starts to write the queued messages.</summary>
    public void Open(WebSocket socket)
    {
        _socket = socket;
        _queue.Open();
        WriteQueue();
    }

    /// <summary>
    /// Accepts no more messages, and closes the socket after the queued messages. Aborts the transport if the client does not complete the close in time.
    /// See docs/protocols/client-protocols.md#18-limits-and-timers.
    /// </summary>
    public void Complete(CloseRequest? close)
    {
        if (_queue.Complete(close))
        {
            _closeTimer = environment.Time.CreateTimer(static transport => ((SocketTransport)transport!).CutOff(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes the queue, unless another thread is already writing.</summary>
    public void Flush()
    {
        if (_queue.TryBeginFlush())
        {
            WriteQueue();
        }
    }

    /// <summary>Ends the transport at once, without a close.</summary>
    public void Abort()
    {
        _queue.Abort();
        _socket?.Abort();
        _request.Abort(); // only this ends a write that the client does not read
        Flush();
    }

    /// <summary>Disposes the timer of the close. Reading and writing have ended.</summary>
    public void Dispose() => _closeTimer?.Dispose();

    private void CutOff()
    {
        environment.Logger.CutOff(identity.Id, identity.Hub);
        Abort();
    }

    private void WriteFirst(in OutgoingMessage message)
    {
        ValueTask writing = WriteAsync(message);
        if (!writing.IsCompletedSuccessfully)
        {
            _ = WriteAllAsync(writing.AsTask()); // it never fails, and WaitForEndAsync completes when it has ended
            return;
        }

        writing.GetAwaiter().GetResult();
        if (!_queue.TryBecomeIdle())
        {
            WriteQueue();
        }
    }

    private void WriteQueue() => _ = WriteAllAsync(Task.CompletedTask);

    private async Task WriteAllAsync(Task first)
    {
        try
        {
            await first;
            for (int writes = 1; _queue.TryTake(out OutgoingMessage message, out bool isFollowed, out bool isEnd); writes++)
            {
                if (isEnd)
                {
                    await CloseAsync();
                    return;
                }

                _upgrade.HasNextMessage = isFollowed;
                await WriteAsync(message);
                if (writes % MaxConsecutiveWrites == 0)
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
                environment.Logger.ConnectionFailed(exception, identity.Id, identity.Hub);
            }

            Abort(); // otherwise, the reader waits for a client that cannot receive messages
            _queue.End();
        }
    }

    private ValueTask WriteAsync(in OutgoingMessage message) =>
        message.Delivery.HasExpired(environment.Time) ? ValueTask.CompletedTask
        : message.SequenceId == 0 ? Socket.SendAsync(message.Frame.Payload, message.Frame.Type, endOfMessage: true, CancellationToken.None)
        : WriteNumberedAsync(message);

    private async ValueTask WriteNumberedAsync(OutgoingMessage message)
    {
        Frame frame = message.Frame;
        byte[] numbered = ArrayPool<byte>.Shared.Rent(frame.Payload.Length + MessageCodec.MaxNumberLength);
        int length = codec.WriteNumbered(frame.Payload.Span, message.SequenceId, numbered);
        await Socket.SendAsync(numbered.AsMemory(0, length), frame.Type, endOfMessage: true, CancellationToken.None);
        ArrayPool<byte>.Shared.Return(numbered);
    }

    private async Task CloseAsync()
    {
        if (_queue.FindClose() is { } close && Socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await Socket.CloseOutputAsync(close.Status, close.Description, CancellationToken.None);
        }

        _queue.End();
    }

    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
