// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>Takes messages beside the events.</summary>
internal interface IMessageSink
{
    /// <summary>Takes a message. While the task runs the messages behind it wait.</summary>
    ValueTask WriteAsync(WebPubSubMessage message, CancellationToken cancellationToken);

    /// <summary>Says whether the client is stopping: then whoever waits to write is to wait no longer.</summary>
    void OpenWide(bool isOpenWide);

    /// <summary>Nothing more will come.</summary>
    void Complete();
}
