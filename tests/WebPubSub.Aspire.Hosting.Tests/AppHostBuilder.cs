// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting;

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>Creates app hosts without resources. They use the orchestrator of the sample, because a test project has none.</summary>
internal static class AppHostBuilder
{
    public static IDistributedApplicationBuilder Create() => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        AssemblyName = typeof(Projects.AppHost).Assembly.GetName().Name,
        DisableDashboard = true,
    });
}
