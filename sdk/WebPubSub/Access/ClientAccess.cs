// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub;

/// <summary>The address, access token and expiry for a client. Keep them secret: any holder of the token can connect as this client.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-generate-client-access-url">client access URLs</see>.</remarks>
public sealed class ClientAccess
{
    private readonly string _address;
    private readonly Response? _response;

    internal ClientAccess(string address, string token, DateTimeOffset expiresOn, Response? response = null)
    {
        _address = address;
        _response = response;
        Token = token;
        ExpiresOn = expiresOn;
    }

    /// <summary>Gets the WebSocket address without the token, for clients that send it in an <c>Authorization</c> header.</summary>
    public Uri BaseUri => new(_address);

    /// <summary>Gets the access token.</summary>
    public string Token { get; }

    /// <summary>Gets the WebSocket address with the token.</summary>
    public Uri Uri => new(_address + "?access_token=" + Token);

    /// <summary>Gets the time at which the token expires. A connection that is open at this time stays open.</summary>
    /// <value>The time in whole seconds. For a token that the service creates, this time is not later than the real expiry of the token.</value>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Returns the response of the service that contained the token.</summary>
    /// <returns>The response, or <see langword="null"/> for a token that was signed locally with an access key.</returns>
    public Response? GetRawResponse() => _response;

    /// <summary>Returns the address without the token.</summary>
    /// <returns>The address.</returns>
    public override string ToString() => _address;
}
