// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub;

internal sealed class WebPubSubBuilder(IServiceCollection services, string name) : IWebPubSubBuilder
{
    public IServiceCollection Services { get; } = services;

    public string Name { get; } = name;
}
