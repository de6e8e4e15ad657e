// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub;

/// <summary>What a client needs to connect. The token in it is a secret: whoever holds it can connect as this client.</summary>
/// <remarks>Protocol reference: REST API, section 5.</remarks>
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

    /// <summary>Gets when the token stops being good for connecting. Its expiry does not end a live connection.</summary>
    /// <value>To the second; of a token that the service made, no later than the token's own.</value>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Gets the service's answer that the token came in.</summary>
    /// <returns>The answer, or <see langword="null"/> for a token that was signed here with an access key.</returns>
    public Response? GetRawResponse() => _response;

    /// <summary>Names the address and hides the token.</summary>
    /// <returns>The address without the token.</returns>
    public override string ToString() => _address;
}
