// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>An item for the handlers of the application: a message of the service, or a notification of the client itself.</summary>
/// <param name="Message">The message; null for a notification.</param>
/// <param name="Bytes">The size of the frame of the message.</param>
/// <param name="Notify">Raises the event of a notification; null for a message.</param>
internal readonly record struct InboundItem(WebPubSubMessage? Message, int Bytes, Func<CancellationToken, Task>? Notify);
