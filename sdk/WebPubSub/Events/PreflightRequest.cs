// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The webhook validation request that the service sends before it sends events.</summary>
/// <remarks>
/// The ASP.NET Core handler answers validation requests itself and does not pass them to a hub. The type is for programs that read requests themselves. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">event handlers</see>.
/// </remarks>
public sealed class PreflightRequest : WebPubSubEventRequest
{
    /// <summary>Creates a validation request.</summary>
    /// <param name="isValid">Whether the origin of the request is allowed.</param>
    public PreflightRequest(bool isValid)
        : base(new WebPubSubConnectionContext(WebPubSubEventType.System, "validation", hub: "", connectionId: "")) => IsValid = isValid;

    /// <summary>Gets whether the origin of the request is allowed.</summary>
    public bool IsValid { get; }
}
