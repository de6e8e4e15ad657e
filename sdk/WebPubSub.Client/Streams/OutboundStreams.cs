// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Streams;

/// <summary>The streams to groups that are open.</summary>
internal sealed class OutboundStreams
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OutboundStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Gets whether anyone may wait for the service.</summary>
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

    /// <summary>Adds one; false when another with its id is open.</summary>
    public bool TryAdd(OutboundStream stream)
    {
        lock (_gate)
        {
            return _streams.TryAdd(stream.StreamId, stream);
        }
    }

    public void Remove(OutboundStream stream)
    {
        lock (_gate)
        {
            if (Find(stream.StreamId) == stream)
            {
                _streams.Remove(stream.StreamId);
            }
        }
    }

    public void Acknowledge(StreamAckMessage message) => Find(message.StreamId)?.Acknowledge(message.ExpectedSequenceId);

    public void Reject(StreamNackMessage message) => Find(message.StreamId)?.Reject(message);

    public void Close(StreamClosedMessage message) => Find(message.StreamId)?.Close(message.Error);

    public void Resume() => Each(stream => stream.Resume());

    public void Interrupt(string reason) => Each(stream => stream.Interrupt(reason));

    public void EndConnection(string reason) => Each(stream => stream.EndConnection(reason));

    public void FailAll(string reason) => Each(stream => stream.Fail(reason));

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
