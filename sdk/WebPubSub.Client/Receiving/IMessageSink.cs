// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>A receiver of messages in addition to the handlers.</summary>
internal interface IMessageSink
{
    /// <summary>Adds a message. Later messages wait until the task completes.</summary>
    ValueTask WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken);

    /// <summary>Sets whether the sink accepts every message immediately, because the client is stopping.</summary>
    void SetUnlimited(bool isUnlimited);

    /// <summary>Completes the sink after its messages.</summary>
    void Complete();
}
