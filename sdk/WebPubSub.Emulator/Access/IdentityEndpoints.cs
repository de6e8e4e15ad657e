// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.Emulator.Access;

/// <summary>
/// The HTTP endpoints of the built-in issuer, which replaces Microsoft Entra ID. They serve the discovery document and the keys. Programs in any language
/// get tokens by OAuth client credentials (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
/// </summary>
internal sealed class IdentityEndpoints(TestIssuer issuer, WebPubSubEmulatorOptions options)
{
    private const string TokenPath = "/oauth2/v2.0/token";
    private const string DefaultScope = "/.default";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods(TestIssuer.Path + "/.well-known/openid-configuration", [HttpMethods.Get], WriteConfigurationAsync);
        app.MapMethods(TestIssuer.Path + "/keys", [HttpMethods.Get], WriteKeysAsync);
        app.MapMethods(TestIssuer.Path + TokenPath, [HttpMethods.Post], CreateTokenAsync);
        app.MapMethods(TestIssuer.Path + "/{tenant}" + TokenPath, [HttpMethods.Post], CreateTokenAsync);
    }

    private Task WriteConfigurationAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteString("issuer", issuer.Authority.AbsoluteUri);
        json.WriteString("jwks_uri", issuer.Authority.AbsoluteUri + "/keys");
        json.WriteString("token_endpoint", issuer.Authority.AbsoluteUri + TokenPath);
    });

    private Task WriteKeysAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, json =>
    {
        (string id, RSAParameters key) = issuer.ExportPublicKey();
        json.WriteStartArray("keys");
        json.WriteStartObject();
        json.WriteString("kty", "RSA");
        json.WriteString("use", "sig");
        json.WriteString("alg", SecurityAlgorithms.RsaSha256);
        json.WriteString("kid", id);
        json.WriteString("n", Base64UrlEncoder.Encode(key.Modulus));
        json.WriteString("e", Base64UrlEncoder.Encode(key.Exponent));
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private async Task CreateTokenAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            await RejectAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "The body must be a form (application/x-www-form-urlencoded).");
            return;
        }

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        string scope = form["scope"].ToString();
        if (form["grant_type"] != "client_credentials")
        {
            await RejectAsync(http, StatusCodes.Status400BadRequest, "unsupported_grant_type", "The only grant_type is client_credentials.");
        }
        else if (!IsSecret(form["client_secret"].ToString()))
        {
            await RejectAsync(http, StatusCodes.Status401Unauthorized, "invalid_client", "The client_secret must be an access key of the emulator.");
        }
        else if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal) || scope.Length == DefaultScope.Length)
        {
            await RejectAsync(http, StatusCodes.Status400BadRequest, "invalid_scope", $"The scope must be {TestIssuer.RestAudience}{DefaultScope}.");
        }
        else
        {
            http.Response.Headers.CacheControl = "no-store";
            await WriteAsync(http, StatusCodes.Status200OK, json =>
            {
                json.WriteString("token_type", "Bearer");
                json.WriteNumber("expires_in", (int)TestIssuer.Lifetime.TotalSeconds);
                json.WriteString("access_token", issuer.CreateToken(scope[..^DefaultScope.Length]));
            });
        }
    }

    private bool IsSecret(string secret) => options.AccessKeys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(secret)));

    private static Task RejectAsync(HttpContext http, int status, string error, string description) => WriteAsync(http, status, json =>
    {
        json.WriteString("error", error);
        json.WriteString("error_description", description);
    });

    private static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.Body);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }
}
