// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Publishes the states of a resource and of its hubs, which the dashboard shows and for which other resources wait.</summary>
internal sealed class ResourceStates(AzureWebPubSubResource resource, InitializeResourceEvent initialize)
{
    private IEnumerable<IResource> All => [resource, .. resource.Hubs.Values];

    /// <summary>Waits for the resources that this one needs, and publishes the state Starting.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await initialize.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, initialize.Services), cancellationToken);
        await PublishAsync(snapshot => snapshot with { State = KnownResourceStates.Starting });
    }

    /// <summary>Publishes the state Running, after the connection string is known.</summary>
    /// <param name="livePage">The live page; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RunAsync(Uri? livePage, CancellationToken cancellationToken)
    {
        foreach (IResource each in All)
        {
            await initialize.Eventing.PublishAsync(new ConnectionStringAvailableEvent(each, initialize.Services), cancellationToken);
        }

        if (livePage is not null)
        {
            await initialize.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                Urls = [new UrlSnapshot("live-page", livePage.AbsoluteUri, IsInternal: false) { DisplayProperties = new UrlDisplayPropertiesSnapshot("Live page") }],
            });
        }

        await PublishAsync(snapshot => snapshot with { State = KnownResourceStates.Running, StartTimeStamp = TimeProvider.System.GetUtcNow().UtcDateTime });
    }

    public Task FailAsync() => PublishAsync(snapshot => snapshot with { State = KnownResourceStates.FailedToStart });

    private async Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        foreach (IResource each in All)
        {
            await initialize.Notifications.PublishUpdateAsync(each, change);
        }
    }
}
