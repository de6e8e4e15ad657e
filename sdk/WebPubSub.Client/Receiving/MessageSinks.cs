// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>Who takes messages beside the events. Most clients have none.</summary>
internal sealed class MessageSinks
{
    private readonly Lock _gate = new();
    private IMessageSink[] _sinks = [];
    private bool _isOpenWide;

    /// <summary>Gets those that there are now.</summary>
    public IMessageSink[] All => Volatile.Read(ref _sinks);

    public void Add(IMessageSink sink)
    {
        lock (_gate)
        {
            _sinks = [.. _sinks, sink];
            sink.OpenWide(_isOpenWide);
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
        IMessageSink[] sinks = Volatile.Read(ref _sinks);
        return sinks.Length == 0 ? ValueTask.CompletedTask : WriteAsync(sinks, message, cancellationToken);
    }

    /// <summary>Says whether the client is stopping, and waits for nobody who does not read.</summary>
    public void OpenWide(bool isOpenWide)
    {
        lock (_gate)
        {
            _isOpenWide = isOpenWide;
            foreach (IMessageSink sink in _sinks)
            {
                sink.OpenWide(isOpenWide);
            }
        }
    }

    /// <summary>The client has ended; who wants to go on after its next start registers again.</summary>
    /// <param name="sinks">Those that there were at its end.</param>
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
