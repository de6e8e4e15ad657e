// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>The open streams of one connection to groups. See docs/protocols/client-protocols.md#14-streams-preview.</summary>
internal sealed class ClientStreams(ClientConnection connection, EmulatorHub hub, TimeProvider time, ILogger logger)
{
    private const int MaxStreams = 1000;
    private static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientStream> _streams = new(StringComparer.Ordinal);

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

    public void Start(StreamStartMessage message)
    {
        if (message.Fault is { } fault)
        {
            Close(message.StreamId, new StreamError(StreamError.BadRequest, fault));
        }
        else if (!connection.Permissions.CanSend(message.Group))
        {
            Close(message.StreamId, Forbid(message.Group));
        }
        else if (TryAdd(message))
        {
            Send(new StreamAckMessage(message.StreamId, expectedSequenceId: 1));
        }
        else
        {
            Close(message.StreamId, new StreamError(StreamError.BadRequest, $"The stream is open already, or there are {MaxStreams} of them."));
        }
    }

    public void Continue(StreamDataMessage message)
    {
        if (RestartIdleTimer(message.StreamId) is not { } stream)
        {
            Close(message.StreamId, new StreamError(StreamError.StreamNotFound));
        }
        else if (message.StreamSequenceId is { } sequenceId)
        {
            Publish(stream, message, sequenceId);
        }
    }

    public void End(StreamEndMessage message)
    {
        if (Remove(message.StreamId) is not { } stream)
        {
            Close(message.StreamId, new StreamError(StreamError.StreamNotFound));
            return;
        }

        PublishEnd(stream, message.Error is { } error ? new StreamError(StreamError.UserError, error.Message, error.UserErrorCode) : null);
        Close(stream.Id, error: null);
    }

    /// <summary>Ends all streams for their readers, because the connection has ended.</summary>
    public void EndAll()
    {
        ClientStream[] streams;
        lock (_gate)
        {
            streams = [.. _streams.Values];
        }

        foreach (ClientStream stream in streams)
        {
            Fail(stream.Id, new StreamError(StreamError.Cancelled));
        }
    }

    private void Publish(ClientStream stream, StreamDataMessage message, long sequenceId)
    {
        if (!connection.Permissions.CanSend(stream.Group))
        {
            Fail(stream.Id, Forbid(stream.Group));
            return;
        }

        if (sequenceId > stream.Expected)
        {
            Send(new StreamNackMessage(stream.Id, stream.Expected, StreamNackMessage.InvalidSequenceId));
            return;
        }

        if (sequenceId == stream.Expected) // a fragment with a smaller ID was published before
        {
            stream.Expected++;
            Publish(stream, message.Data!, message.DataType, new StreamFragment(stream.Id, sequenceId));
        }

        Send(new StreamAckMessage(stream.Id, stream.Expected));
    }

    private void Publish(ClientStream stream, BinaryData data, WebPubSubDataType dataType, StreamFragment fragment)
    {
        var message = new GroupDataMessage(stream.Group, dataType, data, sequenceId: null, connection.UserId) { Stream = fragment };
        HashSet<string> excluded = stream.NoEcho ? [connection.Id] : [];
        hub.Send(hub.GetGroupConnections(stream.Group), new Delivery(message), excluded);
    }

    // The data is empty text, because the official client does not accept a message without data.
    private void PublishEnd(ClientStream stream, StreamError? error) => Publish(
        stream, BinaryData.Empty, WebPubSubDataType.Text, new StreamFragment(stream.Id, stream.Expected, endOfStream: true, error));

    private bool TryAdd(StreamStartMessage message)
    {
        var stream = new ClientStream(message.StreamId, message.Group, message.NoEcho, message.IdleTimeout ?? DefaultIdleTimeout);
        lock (_gate)
        {
            if (_streams.Count >= MaxStreams || !_streams.TryAdd(stream.Id, stream))
            {
                return false;
            }

            stream.IdleTimer = time.CreateTimer(
                _ => Fail(stream.Id, new StreamError(StreamError.IdleTimeout)), null, stream.IdleTimeout, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    private ClientStream? RestartIdleTimer(string streamId)
    {
        lock (_gate)
        {
            ClientStream? stream = _streams.GetValueOrDefault(streamId);
            stream?.IdleTimer?.Change(stream.IdleTimeout, Timeout.InfiniteTimeSpan);
            return stream;
        }
    }

    private ClientStream? Remove(string streamId)
    {
        lock (_gate)
        {
            if (_streams.Remove(streamId, out ClientStream? stream))
            {
                stream.IdleTimer?.Dispose();
            }

            return stream;
        }
    }

    // Sends the error to the readers and to the writer of the stream.
    private void Fail(string streamId, StreamError error)
    {
        if (Remove(streamId) is { } stream)
        {
            PublishEnd(stream, error);
            Close(stream.Id, error);
        }
    }

    private StreamError Forbid(string group)
    {
        logger.Forbidden(connection.Id, connection.Hub, Explanation.MissingRole("stream to", group));
        return new StreamError(StreamError.Forbidden);
    }

    private void Close(string streamId, StreamError? error) => Send(new StreamClosedMessage(streamId, error));

    private void Send(WebPubSubMessage message) => connection.Send(new Delivery(message));
}
