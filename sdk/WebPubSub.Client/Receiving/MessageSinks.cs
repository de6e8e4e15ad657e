// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>The readers and listeners of a client. Most clients have none.</summary>
internal sealed class MessageSinks
{
    private readonly Lock _gate = new();
    private volatile IMessageSink[] _sinks = [];
    private bool _isUnlimited;

    /// <summary>Gets the current sinks.</summary>
    public IMessageSink[] All => _sinks;

    public void Add(IMessageSink sink)
    {
        lock (_gate)
        {
            _sinks = [.. _sinks, sink];
            sink.SetUnlimited(_isUnlimited);
        }
    }

    public void Remove(IMessageSink sink)
    {
        lock (_gate)
        {
            _sinks = [.. _sinks.Where(other => other != sink)];
        }
    }

    public ValueTask WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken)
    {
        IMessageSink[] sinks = _sinks;
        return sinks.Length == 0 ? ValueTask.CompletedTask : WriteAsync(sinks, message, cancellationToken);
    }

    /// <summary>Sets whether all sinks accept every message immediately, because the client is stopping.</summary>
    public void SetUnlimited(bool isUnlimited)
    {
        lock (_gate)
        {
            _isUnlimited = isUnlimited;
            foreach (IMessageSink sink in _sinks)
            {
                sink.SetUnlimited(isUnlimited);
            }
        }
    }

    /// <summary>Removes and completes sinks after the client has stopped. An application that starts the client again creates new sinks.</summary>
    public void Complete(IMessageSink[] sinks)
    {
        foreach (IMessageSink sink in sinks)
        {
            Remove(sink);
            sink.Complete();
        }
    }

    private static async ValueTask WriteAsync(IMessageSink[] sinks, WebPubSubMessage message, CancellationToken cancellationToken)
    {
        foreach (IMessageSink sink in sinks)
        {
            await sink.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
    }
}
