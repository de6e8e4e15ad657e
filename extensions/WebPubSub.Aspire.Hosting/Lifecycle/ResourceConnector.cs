// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Publishes the states of an existing resource. It runs as soon as its connection string is known.</summary>
internal static class ResourceConnector
{
    public static async Task RunAsync(AzureWebPubSubResource resource, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        if (resource.IsEmulator)
        {
            return; // EmulatorHost publishes its states
        }

        var states = new ResourceStates(resource, initialize);
        try
        {
            await states.BeginAsync(cancellationToken);
            await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
            await states.RunAsync(livePage: null, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            initialize.Logger.ConnectionFailed(exception.Message);
            await states.FailAsync();
        }
    }
}
