// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>Who takes messages beside the events. Most clients have none.</summary>
internal sealed class MessageSinks
{
    private readonly Lock _gate = new();
    private IMessageSink[] _sinks = [];

    public void Add(IMessageSink sink)
    {
        lock (_gate)
        {
            _sinks = [.. _sinks, sink];
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

    /// <summary>The client stops, and waits for nobody who does not read.</summary>
    public void OpenWide()
    {
        foreach (IMessageSink sink in Volatile.Read(ref _sinks))
        {
            sink.OpenWide();
        }
    }

    /// <summary>The client has ended; who wants to go on after its next start registers again.</summary>
    public void Complete()
    {
        IMessageSink[] sinks;
        lock (_gate)
        {
            sinks = _sinks;
            _sinks = [];
        }

        foreach (IMessageSink sink in sinks)
        {
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
