// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>A client that counts the messages that come.</summary>
internal interface ISide : IAsyncDisposable
{
    ReceiveCounter Received { get; }

    Task StartAsync();
}
