// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>What waits to be handled: a message, or news of the client itself.</summary>
internal readonly record struct InboxItem(WebPubSubMessage? Message, Func<CancellationToken, Task>? News);
