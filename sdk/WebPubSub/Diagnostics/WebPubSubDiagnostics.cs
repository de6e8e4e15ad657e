// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The names under which the service client tells what it does.</summary>
public static class WebPubSubDiagnostics
{
    /// <summary>The source of one activity per operation, retries included.</summary>
    public const string ActivitySourceName = "WebPubSub.ServiceClient";

    /// <summary>
    /// The meter of <c>messaging.client.operation.duration</c>, <c>messaging.client.sent.messages</c> and <c>webpubsub.client.throttled</c>.
    /// </summary>
    public const string MeterName = "WebPubSub.ServiceClient";
}
