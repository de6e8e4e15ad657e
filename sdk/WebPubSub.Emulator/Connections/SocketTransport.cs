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
/// <remarks>Whoever adds a message writes it, unless someone is writing already.</remarks>
internal sealed class SocketTransport(HttpContext http, ConnectionIdentity identity, MessageCodec codec, ConnectionEnvironment environment)
    : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    private const int WritesInARow = 64; // then the thread that came by with a message may go on

    private readonly OutgoingQueue _queue = new(environment.Limits, Subprotocols.IsReliable(identity.Subprotocol));
    private readonly BatchingUpgrade _upgrade = (BatchingUpgrade)http.Features.GetRequiredFeature<IHttpUpgradeFeature>();
    private readonly IHttpRequestLifetimeFeature _request = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(); // outlives the context
    private WebSocket? _socket;
    private ITimer? _cutOff;

    /// <summary>Gets the socket.</summary>
    /// <exception cref="InvalidOperationException">It is not open yet.</exception>
    public WebSocket Socket => _socket ?? throw new InvalidOperationException("The WebSocket is not open yet.");

    /// <summary>Gets the token that is cancelled when the client is gone, also while nobody reads.</summary>
    public CancellationToken Lost => _request.RequestAborted;

    /// <summary>Gets the number of messages that wait, and their bytes.</summary>
    public (int Messages, long Bytes) Waiting => _queue.Count;

    /// <summary>Waits until nothing more will be written.</summary>
    public Task WaitForEndAsync() => _queue.WaitForEndAsync();

    /// <summary>Waits for the same, but not for long.</summary>
    /// <returns>Whether it is so.</returns>
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
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(in OutgoingMessage message) => _queue.TryAdd(message);

    /// <summary>Adds the messages that a recovered client has not acknowledged, however many they are.</summary>
    public void AddAll(IEnumerable<OutgoingMessage> messages) => _queue.AddAll(messages);

    /// <summary>Puts a message into its place. <see cref="Write"/> has to follow, outside of all locks.</summary>
    public QueueResult Enqueue(in OutgoingMessage message, bool isOneOfMany) => _queue.Add(message, isOneOfMany);

    /// <summary>Does what is left to do for a message.</summary>
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

    /// <summary>Begins to write. What is in the queue comes first.</summary>
    public void Open(WebSocket socket)
    {
        _socket = socket;
        _queue.Open();
        WriteQueue();
    }

    /// <summary>Takes no more messages and closes the socket after those in the queue. A client that does not take them in time is cut off. Client protocol reference, section 18.</summary>
    public void Complete(CloseRequest? close)
    {
        if (_queue.Complete(close))
        {
            _cutOff = environment.Time.CreateTimer(static transport => ((SocketTransport)transport!).CutOff(), this, CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what is in the queue, unless someone does already.</summary>
    public void Flush()
    {
        if (_queue.TryBeginFlush())
        {
            WriteQueue();
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        _queue.Abort();
        _socket?.Abort();
        _request.Abort(); // the only thing that ends a write which the client does not read
        Flush();
    }

    /// <summary>Nobody reads from it any more, and nobody writes.</summary>
    public void Dispose() => _cutOff?.Dispose();

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
            _ = WriteAllAsync(writing.AsTask()); // WaitForEndAsync tells when it has ended, and it never fails
            return;
        }

        writing.GetAwaiter().GetResult();
        if (!_queue.TryRest())
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

                _upgrade.IsCorked = isFollowed;
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
                environment.Logger.ConnectionFailed(exception, identity.Id, identity.Hub);
            }

            Abort(); // so that the reader does not wait for a client that cannot be written to
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
