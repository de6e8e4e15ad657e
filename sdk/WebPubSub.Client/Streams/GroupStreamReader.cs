// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Client.Buffering;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A reader of a stream to a group. It returns the fragments in order, and reports how the stream ends.</summary>
/// <remarks>
/// The enumeration ends when the publisher has completed the stream. It throws <see cref="GroupStreamFailedException"/> if the stream failed. You can read a
/// stream only once.
/// Preview.
/// </remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStreamReader : IAsyncEnumerable<GroupStreamFragment>
{
    private readonly ReadBuffer<GroupStreamFragment> _fragments;
    private readonly TimeSpan _idleTimeout;
    private readonly Func<bool> _isBehind;
    private readonly ITimer _idleTimer;
    private readonly Action<GroupStreamReader> _ended;
    private long _expected = 1;
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

    /// <summary>Gets the ID that the publisher gave the stream.</summary>
    public string StreamId => Key.StreamId;

    /// <summary>Gets the user of the publisher; <see langword="null"/> if the user is unknown.</summary>
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
            _fragments.Complete(); // drops later fragments, which have no reader
        }
    }

    /// <summary>Adds a fragment. Drops the fragment if the stream has failed or is no longer read.</summary>
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
        long missing = isDuplicate ? 0 : position.StreamSequenceId - _expected;
        _expected = isDuplicate ? _expected : position.StreamSequenceId + 1;
        var fragment = new GroupStreamFragment(message.Data, message.DataType, position.StreamSequenceId) { MissingFragments = missing, IsDuplicate = isDuplicate };
        if (_isRead)
        {
            return _fragments.WriteAsync(fragment, cancellationToken);
        }

        if (!_fragments.TryWrite(fragment))
        {
            _fragments.Complete(new GroupStreamFailedException(
                "The buffer of the stream is full, because the stream is not read yet. Read it earlier, or increase BufferCapacity.", Group, StreamId, GroupStreamFailedException.BufferOverflow));
        }

        return ValueTask.CompletedTask;
    }

    internal void SetUnlimited(bool isUnlimited) => _fragments.SetUnlimited(isUnlimited);

    /// <summary>Ends the stream with a failure, unless it has already ended.</summary>
    internal void Fail(string code, string reason) => End(new GroupStreamFailedException(reason, Group, StreamId, code));

    private void Expire()
    {
        if (_isBehind())
        {
            _idleTimer.Change(_idleTimeout, Timeout.InfiniteTimeSpan); // a fragment may wait behind other messages
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
