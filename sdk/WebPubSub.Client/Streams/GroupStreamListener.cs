// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using WebPubSub.Client.Receiving;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A reader of the streams that a client receives after the listener was created.</summary>
/// <remarks>
/// The listener ends when the client has stopped. Several streams can arrive at the same time: read each stream in a separate task.
/// Preview.
/// </remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStreamListener : IAsyncEnumerable<GroupStreamReader>, IMessageSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamKey, GroupStreamReader> _open = [];
    private readonly Channel<GroupStreamReader> _streams;
    private readonly GroupStreamListenerOptions _options;
    private readonly HashSet<string> _groups;
    private readonly MessageSinks _sinks;
    private readonly Func<bool> _isBehind; // whether the client has messages that are not handled yet
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile bool _isUnlimited;

    internal GroupStreamListener(MessageSinks sinks, GroupStreamListenerOptions options, Func<bool> isBehind, TimeProvider time, ILogger logger)
    {
        _options = options.Check();
        _groups = new HashSet<string>(options.Groups, StringComparer.Ordinal);
        _streams = Channel.CreateBounded<GroupStreamReader>(new BoundedChannelOptions(options.MaxStreams) { SingleWriter = true });
        _isBehind = isBehind;
        _time = time;
        _logger = logger;
        _sinks = sinks;
        sinks.Add(this);
    }

    /// <inheritdoc/>
    public IAsyncEnumerator<GroupStreamReader> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _streams.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Ends the listener. Open streams fail.</summary>
    public void Dispose()
    {
        _sinks.Remove(this);
        End(StreamError.Cancelled, "The reader was disposed.");
    }

    ValueTask IMessageSink.WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken) =>
        message is GroupDataMessage { Stream: { } position } data && Find(data, position) is { } stream
            ? stream.WriteAsync(data, cancellationToken)
            : ValueTask.CompletedTask;

    void IMessageSink.SetUnlimited(bool isUnlimited)
    {
        _isUnlimited = isUnlimited;
        foreach (GroupStreamReader stream in Open())
        {
            stream.SetUnlimited(isUnlimited);
        }
    }

    void IMessageSink.Complete() => End(GroupStreamFailedException.ConnectionLost, "The client has stopped.");

    private GroupStreamReader? Find(GroupDataMessage message, StreamFragment position)
    {
        if (_groups.Count > 0 && !_groups.Contains(message.Group))
        {
            return null;
        }

        var key = new StreamKey(message.Group, position.StreamId, message.FromUserId);
        GroupStreamReader? stream;
        lock (_gate)
        {
            if (_open.TryGetValue(key, out stream))
            {
                return stream;
            }

            if (!IsBeginning(position))
            {
                return null;
            }

            if (_open.Count >= _options.MaxStreams)
            {
                _logger.StreamDropped(message.Group, _options.MaxStreams);
                return null;
            }

            _open[key] = stream = new GroupStreamReader(key, _options, _isBehind, _time, Remove);
        }

        stream.SetUnlimited(_isUnlimited);

        if (!_streams.Writer.TryWrite(stream))
        {
            _logger.StreamDropped(message.Group, _options.MaxStreams);
            stream.Fail(GroupStreamFailedException.BufferOverflow, "Too many streams wait to be read (MaxStreams).");
            return null;
        }

        return stream;
    }

    // Skips a stream whose first received frame is its end, unless the stream is empty.
    private bool IsBeginning(StreamFragment position) => position.StreamSequenceId == 1 || (!_options.OnlyFromStart && !position.EndOfStream);

    private void Remove(GroupStreamReader stream)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(stream.Key, out GroupStreamReader? open) && open == stream)
            {
                _open.Remove(stream.Key);
            }
        }
    }

    private GroupStreamReader[] Open()
    {
        lock (_gate)
        {
            return [.. _open.Values];
        }
    }

    private void End(string code, string reason)
    {
        _streams.Writer.TryComplete();
        foreach (GroupStreamReader stream in Open())
        {
            stream.Fail(code, reason);
        }
    }
}
