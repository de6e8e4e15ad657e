// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Access;

/// <summary>
/// The built-in token issuer. It replaces Microsoft Entra ID, so that tokens can be tested without a network.
/// See docs/protocols/event-handler.md#8-entra-id-tokens.
/// </summary>
/// <remarks>
/// The key is created for this process, and the private key never leaves it. An application that verifies tokens reads the public key at
/// <see cref="Authority"/>.
/// </remarks>
internal sealed class TestIssuer : IDisposable
{
    public const string ClientId = "77656270-7562-7375-622d-656d756c6174"; // an arbitrary application ID
    public const string RestAudience = "https://webpubsub.azure.com";
    public const string Path = "/identity";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly TimeProvider _time;
    private readonly Lazy<RsaSecurityKey> _key = new(CreateKey); // created on first use, because few emulators need it

    public TestIssuer(EmulatorAddress address, TimeProvider time)
    {
        Authority = new Uri(address.Advertised, Path);
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

    /// <summary>Returns the parameters that validate a token of this issuer for the REST API.</summary>
    public TokenValidationParameters ForRest(LifetimeValidator lifetimeValidator) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = _key.Value,
        RequireSignedTokens = true,
        ValidIssuer = Authority.AbsoluteUri,
        ValidAudience = RestAudience,
        LifetimeValidator = lifetimeValidator,
    };

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Rsa.Dispose();
        }
    }

    /// <summary>Returns the public key and its ID.</summary>
    public (string Id, RSAParameters Key) ExportPublicKey() => (_key.Value.KeyId, _key.Value.Rsa.ExportParameters(includePrivateParameters: false));

    private static RsaSecurityKey CreateKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
