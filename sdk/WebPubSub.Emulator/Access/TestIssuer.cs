// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Access;

/// <summary>Stands in for Microsoft Entra ID, so that the path with tokens can be tried with no network. Event handler reference, section 8.</summary>
/// <remarks>Its key is made for this process and known to nobody else; who wants to verify a token finds the public half at <see cref="Authority"/>.</remarks>
internal sealed class TestIssuer : IDisposable
{
    public const string ClientId = "77656270-7562-7375-622d-656d756c6174"; // an application id like any other
    public const string RestAudience = "https://webpubsub.azure.com";
    public const string Path = "/identity";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly TimeProvider _time;
    private readonly Lazy<RsaSecurityKey> _key = new(CreateKey); // few emulators ever need one

    public TestIssuer(EmulatorAddress address, TimeProvider time)
    {
        Authority = new Uri(address.Endpoint, Path);
        _time = time;
    }

    public Uri Authority { get; }

    public string CreateToken(string audience)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority.AbsoluteUri,
            Audience = audience,
            NotBefore = now,
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["appid"] = ClientId, ["oid"] = ClientId, ["sub"] = ClientId },
            SigningCredentials = new SigningCredentials(_key.Value, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>What a token of this issuer for the REST API must be.</summary>
    public TokenValidationParameters ForRest(LifetimeValidator isAlive) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = _key.Value,
        RequireSignedTokens = true,
        ValidIssuer = Authority.AbsoluteUri,
        ValidAudience = RestAudience,
        LifetimeValidator = isAlive,
    };

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Rsa.Dispose();
        }
    }

    /// <summary>Returns the public half of the key.</summary>
    public (string Id, RSAParameters Key) ExportPublicKey() => (_key.Value.KeyId, _key.Value.Rsa.ExportParameters(includePrivateParameters: false));

    private static RsaSecurityKey CreateKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
