// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Hosting;

/// <summary>One call of <c>AddWebPubSubClient</c> or <c>AddKeyedWebPubSubClient</c>.</summary>
internal sealed class ClientRegistration(string name)
{
    public string Name => name;

    /// <summary>Gets or sets whether the client starts with the application.</summary>
    public bool StartsWithApplication { get; set; }
}
