// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.Client.Hosting;

/// <summary>The builder of a registered client.</summary>
internal sealed record WebPubSubClientBuilder(IServiceCollection Services, string Name) : IWebPubSubClientBuilder;
