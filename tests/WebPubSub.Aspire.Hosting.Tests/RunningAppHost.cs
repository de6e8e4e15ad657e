// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>The tests that run an app host. Each starts several processes, so they run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class RunningAppHost
{
    public const string Name = "running app host";
}
