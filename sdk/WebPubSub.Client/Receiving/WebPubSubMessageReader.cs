// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using WebPubSub.Client.Buffering;
using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A reader of the messages that a client receives after the reader was created, over any number of connections.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <remarks>
/// The reader ends when the client has stopped, after the messages that were received before. It holds a limited number of messages. While the reader is full,
/// the client handles no other message. Read all messages, or dispose the reader.
/// </remarks>
public sealed class WebPubSubMessageReader<T> : ChannelReader<T>, IAsyncEnumerable<T>, IMessageSink, IDisposable
    where T : WebPubSubMessage
{
    private readonly ReadBuffer<T> _messages;
    private readonly Func<T, bool> _isWanted;
    private readonly MessageSinks _sinks;

    internal WebPubSubMessageReader(MessageSinks sinks, Func<T, bool> isWanted, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _messages = new ReadBuffer<T>(capacity);
        _isWanted = isWanted;
        _sinks = sinks;
        sinks.Add(this);
    }

    /// <inheritdoc/>
    public override Task Completion => _messages.Completion;

    /// <inheritdoc/>
    public override bool CanCount => true;

    /// <inheritdoc/>
    public override bool CanPeek => true;

    /// <inheritdoc/>
    public override int Count => _messages.Count;

    /// <inheritdoc/>
    public override bool TryRead([MaybeNullWhen(false)] out T item) => _messages.TryRead(out item);

    /// <inheritdoc/>
    public override bool TryPeek([MaybeNullWhen(false)] out T item) => _messages.TryPeek(out item);

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _messages.WaitToReadAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Ends the reader. The reader receives no further messages.</summary>
    public void Dispose()
    {
        _sinks.Remove(this);
        _messages.Complete();
    }

    ValueTask IMessageSink.WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken) =>
        message is T wanted && _isWanted(wanted) ? _messages.WriteAsync(wanted, cancellationToken) : ValueTask.CompletedTask;

    void IMessageSink.SetUnlimited(bool isUnlimited) => _messages.SetUnlimited(isUnlimited);

    void IMessageSink.Complete() => _messages.Complete();
}
