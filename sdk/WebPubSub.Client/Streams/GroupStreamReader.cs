// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Client.Buffering;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A stream that a member of a group publishes: its fragments in the order in which they come, and how it ends.</summary>
/// <remarks>
/// Reading it ends where the publisher completed it, and throws <see cref="GroupStreamFailedException"/> where it failed. It is read once.
/// Preview. Protocol reference: client protocols, section 14.6.
/// </remarks>
[Experimental(PreviewFeature.Id)]
public sealed class GroupStreamReader : IAsyncEnumerable<GroupStreamFragment>
{
    private readonly ReadBuffer<GroupStreamFragment> _fragments;
    private readonly TimeSpan _idleTimeout;
    private readonly Func<bool> _isBehind;
    private readonly ITimer _idleTimer;
    private readonly Action<GroupStreamReader> _ended;
    private ulong _expected = 1;
    private volatile bool _isRead;

    internal GroupStreamReader(StreamKey key, GroupStreamListenerOptions options, Func<bool> isBehind, TimeProvider time, Action<GroupStreamReader> ended)
    {
        Key = key;
        _fragments = new ReadBuffer<GroupStreamFragment>(options.BufferCapacity);
        _idleTimeout = options.IdleTimeout;
        _isBehind = isBehind;
        _ended = ended;
        _idleTimer = time.CreateTimer(static stream => ((GroupStreamReader)stream!).Expire(), this, _idleTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the group.</summary>
    public string Group => Key.Group;

    /// <summary>Gets the publisher's id of the stream.</summary>
    public string StreamId => Key.StreamId;

    /// <summary>Gets the publisher's user; <see langword="null"/> when it is unknown.</summary>
    public string? FromUserId => Key.FromUserId;

    internal StreamKey Key { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerator<GroupStreamFragment> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _isRead = true;
        try
        {
            await foreach (GroupStreamFragment fragment in _fragments.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return fragment;
            }
        }
        finally
        {
            _fragments.Complete(); // what comes later has no reader
        }
    }

    /// <summary>Takes what has come. When the reader has left, or it has failed, the rest is left out.</summary>
    internal ValueTask WriteAsync(GroupDataMessage message, CancellationToken cancellationToken)
    {
        StreamFragment position = message.Stream!;
        if (position.EndOfStream)
        {
            End(position.Error is { } error ? GroupStreamFailedException.From(Group, StreamId, error) : null);
            return ValueTask.CompletedTask;
        }

        _idleTimer.Change(_idleTimeout, Timeout.InfiniteTimeSpan);
        bool isDuplicate = position.StreamSequenceId < _expected;
        ulong missing = isDuplicate ? 0 : position.StreamSequenceId - _expected;
        _expected = isDuplicate ? _expected : position.StreamSequenceId + 1;
        var fragment = new GroupStreamFragment(message.Data, message.DataType, position.StreamSequenceId, missing, isDuplicate);
        if (_isRead)
        {
            return _fragments.WriteAsync(fragment, cancellationToken);
        }

        if (!_fragments.TryWrite(fragment))
        {
            _fragments.Complete(new GroupStreamFailedException(
                "More fragments came than are kept, before the stream was read.", Group, StreamId, GroupStreamFailedException.BufferOverflow));
        }

        return ValueTask.CompletedTask;
    }

    internal void Lift(bool isLift) => _fragments.Lift(isLift);

    /// <summary>Ends it with a failure. Unless it has ended before, this is what its reader is told.</summary>
    internal void Fail(string code, string reason) => End(new GroupStreamFailedException(reason, Group, StreamId, code));

    private void Expire()
    {
        if (_isBehind())
        {
            _idleTimer.Change(_idleTimeout, Timeout.InfiniteTimeSpan); // something of it may have come
            return;
        }

        Fail(StreamError.IdleTimeout, $"Nothing came of the stream for {_idleTimeout}.");
    }

    private void End(Exception? failure)
    {
        _fragments.Complete(failure);
        _idleTimer.Dispose();
        _ended(this);
    }
}
