// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>A request that the service acknowledges.</summary>
/// <param name="Name">The name of the operation, as telemetry shows it.</param>
/// <param name="Destination">The group or the event.</param>
/// <param name="AckId">The ack ID of all attempts.</param>
/// <param name="Message">The message.</param>
/// <param name="Survival">What happens when the connection ends before the acknowledgement.</param>
/// <param name="Accepted">Called once the service has carried out the request.</param>
internal readonly record struct SendOperation(
    string Name, string Destination, long AckId, WebPubSubMessage Message, OperationSurvival Survival, Action? Accepted = null)
{
    /// <summary>Gets whether the request is an event for the application's server.</summary>
    public bool IsEvent { get; init; }

    /// <summary>Gets whether the client repeats the request when the service answers <c>InternalServerError</c>.</summary>
    public bool IsRetried { get; init; } = true;
}
