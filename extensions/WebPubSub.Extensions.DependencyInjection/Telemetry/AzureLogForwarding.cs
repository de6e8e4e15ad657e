// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Hosting;

namespace WebPubSub.Telemetry;

/// <summary>A hosted service that forwards the log of Azure.Core to the log of the application.</summary>
internal sealed class AzureLogForwarding(AzureEventSourceLogForwarder forwarder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        forwarder.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
