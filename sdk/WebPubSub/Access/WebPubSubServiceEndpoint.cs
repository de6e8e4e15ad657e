// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using WebPubSub.Access;

namespace WebPubSub;

/// <summary>Where a Web PubSub resource is and how this application proves who it is.</summary>
public class WebPubSubServiceEndpoint
{
    /// <summary>Describes the resource that a connection string names.</summary>
    /// <param name="connectionString">
    /// <c>Endpoint=https://{name}.webpubsub.azure.com;AccessKey={key};Version=1.0;</c>, from the portal or the emulator's start-up text;
    /// <c>Hub={hub};</c> may follow.
    /// </param>
    /// <param name="clientOptions">Options of the clients made for this endpoint, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The text is no connection string; the message says which part is wrong.</exception>
    /// <remarks>Protocol reference: REST API, section 2.</remarks>
    public WebPubSubServiceEndpoint(string connectionString, WebPubSubServiceClientOptions? clientOptions = null)
    {
        WebPubSubConnectionString parsed = WebPubSubConnectionString.Parse(connectionString);
        Endpoint = ServiceUri.Normalize(parsed.Endpoint);
        KeyCredential = new AzureKeyCredential(parsed.AccessKey);
        Hub = parsed.Hub;
        ClientOptions = clientOptions ?? new WebPubSubServiceClientOptions();
    }

    /// <summary>Describes a resource that is reached with an access key.</summary>
    /// <param name="endpoint">The resource's address, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="credential">The access key. It is read again for each request, so an update of the credential takes effect at once.</param>
    /// <param name="clientOptions">Options of the clients made for this endpoint, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is not an absolute http or https URL.</exception>
    public WebPubSubServiceEndpoint(Uri endpoint, AzureKeyCredential credential, WebPubSubServiceClientOptions? clientOptions = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Endpoint = Check(endpoint);
        KeyCredential = credential;
        ClientOptions = clientOptions ?? new WebPubSubServiceClientOptions();
    }

    /// <summary>Describes a resource that is reached with a Microsoft Entra ID identity.</summary>
    /// <param name="endpoint">The resource's address; https, because a bearer token must not travel unprotected.</param>
    /// <param name="credential">The identity; it needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <param name="clientOptions">Options of the clients made for this endpoint, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is not an absolute https URL.</exception>
    public WebPubSubServiceEndpoint(Uri endpoint, TokenCredential credential, WebPubSubServiceClientOptions? clientOptions = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Endpoint = Check(endpoint);
        if (Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException(
                "A token credential needs an https endpoint; use an access key with an http endpoint such as the emulator's.",
                nameof(endpoint));
        }

        TokenCredential = credential;
        ClientOptions = clientOptions ?? new WebPubSubServiceClientOptions();
    }

    /// <summary>Gets the resource's address, with one slash at the end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the hub that the connection string names, or <see langword="null"/>.</summary>
    public string? Hub { get; }

    /// <summary>Gets the options of the clients made for this endpoint.</summary>
    [JsonIgnore]
    public WebPubSubServiceClientOptions ClientOptions { get; }

    /// <summary>Gets the access key, or <see langword="null"/> for an endpoint with a token credential.</summary>
    [JsonIgnore] // options that are serialized into a log must not show it
    public AzureKeyCredential? KeyCredential { get; }

    /// <summary>Gets the Entra ID identity, or <see langword="null"/> for an endpoint with an access key.</summary>
    [JsonIgnore]
    public TokenCredential? TokenCredential { get; }

    /// <summary>Returns the address. The credential is never part of it.</summary>
    /// <returns><see cref="Endpoint"/>.</returns>
    public override string ToString() => Endpoint.AbsoluteUri;

    private static Uri Check(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return ServiceUri.IsHttp(endpoint)
            ? ServiceUri.Normalize(endpoint)
            : throw new ArgumentException("The endpoint must be an absolute http or https URL without user information.", nameof(endpoint));
    }
}
