// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>A provider of the client access URI, which includes the access token.</summary>
public class WebPubSubClientCredential
{
    private readonly Func<CancellationToken, ValueTask<Uri>> _provider;

    /// <summary>Initializes a credential that always returns the same URI. After the token has expired, the client can't make a new connection.</summary>
    /// <param name="clientAccessUri">The client access URI, such as <c>wss://host/client/hubs/chat?access_token=...</c>.</param>
    public WebPubSubClientCredential(Uri clientAccessUri)
    {
        ArgumentNullException.ThrowIfNull(clientAccessUri);
        _provider = _ => new ValueTask<Uri>(clientAccessUri);
    }

    /// <summary>Initializes a credential that gets a new URI for each connection, usually from the application's server.</summary>
    /// <param name="clientAccessUriProvider">The function that returns the URI. The client calls it for each new connection, but not for a recovery.</param>
    public WebPubSubClientCredential(Func<CancellationToken, ValueTask<Uri>> clientAccessUriProvider)
    {
        ArgumentNullException.ThrowIfNull(clientAccessUriProvider);
        _provider = clientAccessUriProvider;
    }

    /// <summary>Initializes a credential for derived classes, which override <see cref="GetClientAccessUriAsync"/>.</summary>
    protected WebPubSubClientCredential()
        : this(_ => throw new NotSupportedException("A class that derives from WebPubSubClientCredential must override GetClientAccessUriAsync."))
    {
    }

    /// <summary>Gets the client access URI for a new connection.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The client access URI.</returns>
    public virtual ValueTask<Uri> GetClientAccessUriAsync(CancellationToken cancellationToken = default) => _provider(cancellationToken);
}
