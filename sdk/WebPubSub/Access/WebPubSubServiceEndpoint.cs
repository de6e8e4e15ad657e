// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using WebPubSub.Access;

namespace WebPubSub;

/// <summary>The address, credential and client options of a Web PubSub resource.</summary>
public class WebPubSubServiceEndpoint
{
    /// <summary>Creates an endpoint from a connection string.</summary>
    /// <param name="connectionString">
    /// The connection string from the Azure portal or the output of the emulator:
    /// <c>Endpoint=https://{name}.webpubsub.azure.com;AccessKey={key};Version=1.0;</c>, optionally followed by <c>Hub={hub};</c>.
    /// </param>
    /// <param name="clientOptions">The options of the clients of this endpoint. The default is <see langword="null"/>: the default options.</param>
    /// <exception cref="ArgumentException">The connection string is invalid. The exception message names the invalid part.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-websocket-connect">connection strings</see>.</remarks>
    public WebPubSubServiceEndpoint(string connectionString, WebPubSubServiceClientOptions? clientOptions = null)
    {
        WebPubSubConnectionString parsed = WebPubSubConnectionString.Parse(connectionString);
        Endpoint = ServiceUri.Normalize(parsed.Endpoint);
        KeyCredential = new AzureKeyCredential(parsed.AccessKey);
        Hub = parsed.Hub;
        ClientOptions = clientOptions ?? new WebPubSubServiceClientOptions();
    }

    /// <summary>Creates an endpoint with an access key.</summary>
    /// <param name="endpoint">The address of the resource, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="credential">The access key. The client reads it for each request, so you can update it.</param>
    /// <param name="clientOptions">The options of the clients of this endpoint. The default is <see langword="null"/>: the default options.</param>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is not an absolute http or https URL.</exception>
    public WebPubSubServiceEndpoint(Uri endpoint, AzureKeyCredential credential, WebPubSubServiceClientOptions? clientOptions = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        Endpoint = Check(endpoint);
        KeyCredential = credential;
        ClientOptions = clientOptions ?? new WebPubSubServiceClientOptions();
    }

    /// <summary>Creates an endpoint with a Microsoft Entra ID identity.</summary>
    /// <param name="endpoint">The address of the resource. It must be https, because a bearer token must not be sent unencrypted.</param>
    /// <param name="credential">The identity. It needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <param name="clientOptions">The options of the clients of this endpoint. The default is <see langword="null"/>: the default options.</param>
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

    /// <summary>Gets the address of the resource, with one slash at the end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the hub that <c>AddHub</c> uses by default.</summary>
    /// <value>The default is the hub in the connection string, or <see langword="null"/> if there is none.</value>
    public string? Hub { get; init; }

    /// <summary>Gets the options of the clients of this endpoint.</summary>
    [IgnoreDataMember]
    [JsonIgnore]
    public WebPubSubServiceClientOptions ClientOptions { get; }

    /// <summary>Gets the access key, or <see langword="null"/> for an endpoint with a token credential.</summary>
    [IgnoreDataMember] // Newtonsoft.Json
    [JsonIgnore] // serialized options, for example in a log, must not show the key
    public AzureKeyCredential? KeyCredential { get; }

    /// <summary>Gets the Entra ID identity, or <see langword="null"/> for an endpoint with an access key.</summary>
    [IgnoreDataMember]
    [JsonIgnore]
    public TokenCredential? TokenCredential { get; }

    /// <summary>Returns the address, without the credential.</summary>
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
