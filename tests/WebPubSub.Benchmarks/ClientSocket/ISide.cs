// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>A client that counts received messages.</summary>
internal interface ISide : IAsyncDisposable
{
    ReceiveCounter Received { get; }

    Task StartAsync();
}
