// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>Receives messages beside the event handlers.</summary>
internal interface IMessageSink
{
    /// <summary>Adds a message. The messages behind it wait until the task completes.</summary>
    ValueTask WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken);

    /// <summary>Sets whether the sink accepts every message at once, because the client is stopping.</summary>
    void Lift(bool isLifted);

    /// <summary>Ends the sink behind its messages.</summary>
    void Complete();
}
