// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Gives a client the address to connect to, with its access token.</summary>
public class WebPubSubClientCredential
{
    private readonly Func<CancellationToken, ValueTask<Uri>> _provider = null!;

    /// <summary>Initializes a credential that always gives the same address. When its token has expired, no new connection can be made.</summary>
    /// <param name="clientAccessUri">The client access URI, such as <c>wss://host/client/hubs/chat?access_token=...</c>.</param>
    public WebPubSubClientCredential(Uri clientAccessUri)
    {
        ArgumentNullException.ThrowIfNull(clientAccessUri);
        _provider = _ => new ValueTask<Uri>(clientAccessUri);
    }

    /// <summary>Initializes a credential that asks for a new address each time, usually the application's server.</summary>
    /// <param name="clientAccessUriProvider">Called for each new connection, and not for a recovery.</param>
    public WebPubSubClientCredential(Func<CancellationToken, ValueTask<Uri>> clientAccessUriProvider)
    {
        ArgumentNullException.ThrowIfNull(clientAccessUriProvider);
        _provider = clientAccessUriProvider;
    }

    /// <summary>Initializes a credential for derived classes, which override <see cref="GetClientAccessUriAsync"/>.</summary>
    protected WebPubSubClientCredential()
    {
    }

    /// <summary>Gets the address for a new connection.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The client access URI.</returns>
    public virtual ValueTask<Uri> GetClientAccessUriAsync(CancellationToken cancellationToken = default) => _provider(cancellationToken);
}
