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
    private readonly SemaphoreSlim _turn = new(1); // writers come in the order of their calls, and only the first of them waits for space
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
    /// <param name="queue">Sends the frames.</param>
    /// <param name="client">The options of the client.</param>
    /// <param name="ended">Called once, when the stream ends.</param>
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

    /// <summary>Waits until a fragment fits into the buffer, and adds it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before that. The fragment is not sent.</exception>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream is completed.</exception>
    public async Task WriteAsync(BinaryData data, WebPubSubDataType dataType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfEnded();
            await _space.WaitAsync(cancellationToken).ConfigureAwait(false);
            ThrowIfEnded();
            Add(data, dataType);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the stream behind its fragments, those of waiting writers included.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            End(error: null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the stream at once. An aborted stream drops the fragments that are not sent.</summary>
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
        if (_opened.TrySetResult())
        {
            _keepAlive?.Start();
        }

        int released = _frames.Acknowledge(expectedSequenceId);
        if (released > 0)
        {
            _backOff.Reset();
        }

        Advance(released, expectedSequenceId);
    }

    /// <summary>The service has not accepted a fragment, which is sent again.</summary>
    public void Reject(StreamNackMessage message)
    {
        int released = _frames.Reject(message.ExpectedSequenceId);
        if (released >= 0 && message.Name != StreamNackMessage.InvalidSequenceId)
        {
            _backOff.Pause();
        }

        Advance(released, message.ExpectedSequenceId);
    }

    /// <summary>The service has closed the stream.</summary>
    public void Close(StreamError? error)
    {
        // After a recovery, the service may have received the end, and everything before it, on the lost transport.
        bool isComplete = error is null || (error.Name == StreamError.StreamNotFound && _frames.WasEndSent);
        Finish(isComplete ? null : GroupStreamFailedException.From(Group, StreamId, error!));
    }

    /// <summary>The connection was recovered.</summary>
    public void Resume()
    {
        _frames.Rewind();
        Schedule();
    }

    /// <summary>The transport was lost. A stream that was being opened fails: the service may have accepted it or not.</summary>
    public void Interrupt(string reason)
    {
        if (_frames.IsStartSent && !_opened.Task.IsCompleted)
        {
            Fail(reason);
        }
    }

    /// <summary>The connection has ended, and the stream with it, unless the service does not know the stream yet.</summary>
    public void EndConnection(string reason)
    {
        if (_frames.IsStartSent)
        {
            Fail(reason);
        }
    }

    /// <summary>The publisher does not wait for the stream to open any longer.</summary>
    public void GiveUp(string reason)
    {
        if (_frames.IsStartSent)
        {
            SendEnd(new StreamError(name: null, reason));
        }

        Fail(reason);
    }

    public void Fail(string reason) => Finish(new GroupStreamFailedException(
        $"The connection ended before the stream did. {reason}", Group, StreamId, GroupStreamFailedException.ConnectionLost));

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
        if (_frames.TryBeginTurn() && !_queue.TryEnqueueTurn(new StreamTurn(_frames.Take)))
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

        _ended(this); // before a caller that waits for the end opens another stream with the same ID
        if (failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(failure);
        }

        _ = _completion.Task.Exception; // a publisher that writes gets it there
        _opened.TrySetException(failure ?? new InvalidOperationException("The stream was closed before it was opened."));
        _ = _opened.Task.Exception;
        Dispose();
        _space.Release(); // for the writer that waits: it finds that the stream has ended
    }
}
