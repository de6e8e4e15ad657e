// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Streams;

/// <summary>A stream to a group, until the service has closed it.</summary>
internal sealed class OutboundStream : IDisposable
{
    private static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(5);

    private readonly StreamFrames _frames;
    private readonly SemaphoreSlim _writeLock = new(1); // writers continue in the order of their calls, and only the first writer waits for space
    private readonly SemaphoreSlim _space;
    private readonly SendQueue _queue;
    private readonly WebPubSubProtocol _protocol;
    private readonly MessageEncoder _encoder;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamBackOff _backOff;
    private readonly StreamKeepAlive? _keepAlive;
    private readonly Action<OutboundStream> _ended;

    /// <param name="group">The group.</param>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="options">The options of the stream.</param>
    /// <param name="queue">The queue that sends the frames.</param>
    /// <param name="client">The options of the client.</param>
    /// <param name="ended">The callback for the end of the stream. It is called once.</param>
    public OutboundStream(string group, string streamId, GroupStreamOptions options, SendQueue queue, WebPubSubClientOptions client, Action<OutboundStream> ended)
    {
        Group = group;
        StreamId = streamId;
        _space = new SemaphoreSlim(options.BufferCapacity);
        _queue = queue;
        _protocol = client.Protocol;
        _encoder = new MessageEncoder(_protocol);
        _ended = ended;
        _backOff = new StreamBackOff(client.TimeProvider, Schedule);
        _keepAlive = options.KeepAlive ? new StreamKeepAlive(client.TimeProvider, (options.IdleTimeout ?? DefaultIdleTimeout) / 3, Schedule) : null;
        _frames = new StreamFrames(
            _protocol.GetMessageBytes(new StreamStartMessage(group, streamId, options.IdleTimeout, options.NoEcho)),
            _protocol.GetMessageBytes(new StreamDataMessage(streamId)),
            _keepAlive,
            _backOff);
    }

    public string Group { get; }

    public string StreamId { get; }

    /// <summary>Gets the task that completes when the service has accepted the stream.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Gets the task that completes when the stream ends.</summary>
    public Task Completion => _completion.Task;

    public void Start() => Schedule();

    /// <summary>Waits until the buffer has space, and adds a fragment.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the buffer had space. The fragment is not sent.</exception>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream is completed.</exception>
    public async Task WriteAsync(BinaryData data, WebPubSubDataType dataType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writeLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfEnded();
            await _space.WaitAsync(cancellationToken).ConfigureAwait(false);
            ThrowIfEnded();
            Add(data, dataType);
        }
        finally
        {
            _writeLock.Release();
        }
    }

    /// <summary>Ends the stream after its fragments, including those of waiting writers.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writeLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            End(error: null);
        }
        finally
        {
            _writeLock.Release();
        }
    }

    /// <summary>Ends the stream after the fragments in the buffer. With an error, the stream is aborted: unsent fragments are dropped.</summary>
    public void End(StreamError? error)
    {
        if (_frames.TryEnd(_protocol.GetMessageBytes(new StreamEndMessage(StreamId, error)), dropsUnsent: error is not null, out int dropped))
        {
            Release(dropped);
            Schedule();
        }
    }

    public void Acknowledge(long expectedSequenceId)
    {
        _frames.Open();
        if (!_opened.Task.IsCompleted)
        {
            _keepAlive?.Start(); // before the application knows of the stream
            _opened.TrySetResult();
        }

        int released = _frames.Acknowledge(expectedSequenceId);
        if (released > 0)
        {
            _backOff.Reset();
        }

        Advance(released, expectedSequenceId);
    }

    /// <summary>Handles a fragment that the service has rejected. The stream sends it again.</summary>
    public void Reject(StreamNackMessage message)
    {
        int released = _frames.Reject(message.ExpectedSequenceId);
        if (released >= 0 && message.Name != StreamNackMessage.InvalidSequenceId)
        {
            _backOff.Pause();
        }

        Advance(released, message.ExpectedSequenceId);
    }

    /// <summary>Ends the stream after the service has closed it.</summary>
    public void Close(StreamError? error)
    {
        // After a recovery, the service may have received the end frame, and all frames before it, on the lost transport.
        bool isComplete = error is null || (error.Name == StreamError.StreamNotFound && _frames.WasEndSent);
        Finish(isComplete ? null : GroupStreamFailedException.From(Group, StreamId, error!));
    }

    /// <summary>Sends all unacknowledged frames again after the connection was recovered.</summary>
    public void Resume()
    {
        _frames.Rewind();
        Schedule();
    }

    /// <summary>Handles a lost transport. Fails a stream that is not open yet, because the service may or may not have accepted it.</summary>
    public void Interrupt(string reason)
    {
        if (_frames.IsStartSent && !_opened.Task.IsCompleted)
        {
            Fail(reason);
        }
    }

    /// <summary>Handles the end of the connection. Fails the stream, unless its start frame was not sent yet.</summary>
    public void EndConnection(string reason)
    {
        if (_frames.IsStartSent)
        {
            Fail(reason);
        }
    }

    /// <summary>Fails the stream because the publisher no longer waits for it to open.</summary>
    public void CancelOpening(string reason)
    {
        if (_frames.IsStartSent)
        {
            SendEnd(new StreamError(name: null, reason));
        }

        Fail(reason);
    }

    public void Fail(string reason) => Finish(new GroupStreamFailedException(
        $"The connection ended before the stream was completed. {reason}", Group, StreamId, GroupStreamFailedException.ConnectionLost));

    public void Dispose()
    {
        _keepAlive?.Dispose();
        _backOff.Dispose();
    }

    private void Add(BinaryData data, WebPubSubDataType dataType)
    {
        try
        {
            _frames.Add(number => _encoder.Encode(new StreamDataMessage(StreamId, number, data, dataType)));
        }
        catch
        {
            _space.Release();
            throw;
        }

        Schedule();
    }

    private void Schedule()
    {
        if (_frames.TryMarkQueued() && !_queue.TryEnqueuePlaceholder(new StreamPlaceholder(_frames.Take)))
        {
            Fail("The client has stopped.");
        }
    }

    private void Advance(int released, long expectedSequenceId)
    {
        if (released < 0)
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"The service expects fragment {expectedSequenceId}, which was acknowledged before, or was never sent.");
            SendEnd(new StreamError(name: null, reason, GroupStreamFailedException.ProtocolViolation));
            Finish(new GroupStreamFailedException(reason, Group, StreamId, GroupStreamFailedException.ProtocolViolation));
            return;
        }

        Release(released);
        Schedule();
    }

    private void SendEnd(StreamError error)
    {
        ReadOnlyMemory<byte> frame = _protocol.GetMessageBytes(new StreamEndMessage(StreamId, error));
        _queue.Control(control => control.Add(frame));
    }

    private void Release(int count)
    {
        if (count > 0)
        {
            _space.Release(count);
        }
    }

    private void ThrowIfEnded()
    {
        if (_completion.Task is { IsFaulted: true, Exception: { } exception })
        {
            throw exception.InnerException!;
        }

        if (_frames.IsEnding || _completion.Task.IsCompleted)
        {
            throw new InvalidOperationException("The stream is completed. Open another one to send more.");
        }
    }

    private void Finish(Exception? failure)
    {
        if (!_frames.TryFinish())
        {
            return;
        }

        _ended(this); // first, because a caller that waits for the end may open another stream with the same ID
        if (failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(failure);
        }

        _ = _completion.Task.Exception; // marks the exception as observed: WriteAsync also throws it
        _opened.TrySetException(failure ?? new InvalidOperationException("The stream was closed before it was opened."));
        _ = _opened.Task.Exception;
        Dispose();
        _space.Release(); // wakes the waiting writer, which then throws
    }
}
