// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>A request that the service acknowledges.</summary>
/// <param name="Name">The name of the operation in telemetry.</param>
/// <param name="Destination">The group or the event.</param>
/// <param name="AckId">The ack ID of all attempts.</param>
/// <param name="Message">The message.</param>
/// <param name="ConnectionLossAction">The handling of the request if the connection ends before the acknowledgement.</param>
/// <param name="Accepted">The callback for a request that the service has processed.</param>
internal readonly record struct SendOperation(
    string Name, string Destination, long AckId, WebPubSubMessage Message, ConnectionLossAction ConnectionLossAction, Action? Accepted = null)
{
    /// <summary>Gets whether the request is an event for the application's server.</summary>
    public bool IsEvent { get; init; }

    /// <summary>Gets whether the client retries the request if the service answers <c>InternalServerError</c>.</summary>
    public bool IsRetried { get; init; } = true;
}
