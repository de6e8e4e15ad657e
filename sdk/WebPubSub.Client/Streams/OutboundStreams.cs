// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Streams;

/// <summary>The open outbound streams of a client.</summary>
/// <param name="queue">The queue that sends the frames.</param>
/// <param name="options">The options of the client.</param>
/// <param name="onWaitStarted">The callback for a stream that is opened. Its publisher may wait for the service.</param>
internal sealed class OutboundStreams(SendQueue queue, WebPubSubClientOptions options, Action onWaitStarted)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OutboundStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Gets whether a stream is open, so that its publisher may wait for the service.</summary>
    public bool HasOpen
    {
        get
        {
            lock (_gate)
            {
                return _streams.Count > 0;
            }
        }
    }

    /// <summary>Opens a stream. The task completes when the service has accepted it.</summary>
    /// <exception cref="InvalidOperationException">Another stream with the same ID is open.</exception>
    /// <exception cref="GroupStreamFailedException">The service rejected the stream, or did not answer in time.</exception>
    public async Task<OutboundStream> OpenAsync(string group, GroupStreamOptions streamOptions, CancellationToken cancellationToken)
    {
        var stream = new OutboundStream(group, streamOptions.StreamId ?? Guid.NewGuid().ToString("N"), streamOptions, queue, options, Remove);
        Add(stream);
        onWaitStarted();
        stream.Start();
        try
        {
            await stream.Opened.WaitAsync(options.MessageTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            stream.CancelOpening("The stream was not opened in time, or opening it was cancelled.");
            cancellationToken.ThrowIfCancellationRequested();
            throw new GroupStreamFailedException(
                $"The service did not accept the stream within {options.MessageTimeout} (MessageTimeout).", group, stream.StreamId, SendMessageFailedException.Timeout, innerException: exception);
        }
    }

    public void Acknowledge(StreamAckMessage message) => Find(message.StreamId)?.Acknowledge(message.ExpectedSequenceId);

    public void Reject(StreamNackMessage message) => Find(message.StreamId)?.Reject(message);

    public void Close(StreamClosedMessage message) => Find(message.StreamId)?.Close(message.Error);

    public void Resume() => Each(stream => stream.Resume());

    public void Interrupt(string reason) => Each(stream => stream.Interrupt(reason));

    public void EndConnection(string reason) => Each(stream => stream.EndConnection(reason));

    public void FailAll(string reason) => Each(stream => stream.Fail(reason));

    private void Add(OutboundStream stream)
    {
        lock (_gate)
        {
            if (!_streams.TryAdd(stream.StreamId, stream))
            {
                throw new InvalidOperationException($"Another stream with the ID {stream.StreamId} is open.");
            }
        }
    }

    private void Remove(OutboundStream stream)
    {
        lock (_gate)
        {
            if (Find(stream.StreamId) == stream)
            {
                _streams.Remove(stream.StreamId);
            }
        }
    }

    private OutboundStream? Find(string streamId)
    {
        lock (_gate)
        {
            return _streams.GetValueOrDefault(streamId);
        }
    }

    private void Each(Action<OutboundStream> action)
    {
        OutboundStream[] streams;
        lock (_gate)
        {
            streams = [.. _streams.Values];
        }

        foreach (OutboundStream stream in streams)
        {
            action(stream);
        }
    }
}
