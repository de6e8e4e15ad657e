// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WebPubSub.Access;

/// <summary>The JSON web tokens that are signed with an access key: tokens for REST requests and tokens for clients.</summary>
/// <remarks>
/// The signing key is the text of the access key. It is not decoded from base64. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-rest-api-data-plane">authentication of the REST API</see>.
/// </remarks>
internal static class SignedToken
{
    private static readonly byte[] Header = Encoding.ASCII.GetBytes(Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + ".");

    /// <summary>Returns the value of the <c>Authorization</c> header of a request.</summary>
    public static string ForRequest(ReadOnlySpan<byte> key, string url, DateTimeOffset now, TimeSpan lifetime) =>
        Create("Bearer "u8, key, url, now, lifetime, client: null);

    public static string ForClient(ReadOnlySpan<byte> key, string clientAddress, DateTimeOffset now, ClientAccessOptions client) =>
        Create([], key, clientAddress, now, client.ExpiresAfter, client);

    private static string Create(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> key, string audience, DateTimeOffset now, TimeSpan lifetime, ClientAccessOptions? client)
    {
        using PooledJsonWriter pooled = PooledJsonWriter.Rent();
        WritePayload(pooled.Json, audience, now, lifetime, client);
        return Sign(prefix, key, pooled.Finish());
    }

    private static void WritePayload(Utf8JsonWriter json, string audience, DateTimeOffset now, TimeSpan lifetime, ClientAccessOptions? client)
    {
        json.WriteStartObject();
        json.WriteString("aud"u8, audience);
        if (client is not null)
        {
            WriteClient(json, client);
        }

        json.WriteNumber("nbf"u8, now.ToUnixTimeSeconds());
        json.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, (now + lifetime).ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private static void WriteClient(Utf8JsonWriter json, ClientAccessOptions client)
    {
        if (client.UserId is not null)
        {
            json.WriteString("sub"u8, client.UserId);
        }

        WriteValues(json, "role"u8, client.Roles);
        WriteValues(json, "webpubsub.group"u8, client.Groups);
    }

    // The claim is an array, even for one value. Without values, there is no claim.
    private static void WriteValues(Utf8JsonWriter json, ReadOnlySpan<byte> name, IList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Sign(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        int unsignedLength = Header.Length + Base64Url.GetEncodedLength(payload.Length);
        int length = prefix.Length + unsignedLength + 1 + Base64Url.GetEncodedLength(HMACSHA256.HashSizeInBytes);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            prefix.CopyTo(buffer);
            Span<byte> token = buffer.AsSpan(prefix.Length);
            Header.CopyTo(token);
            Base64Url.EncodeToUtf8(payload, token[Header.Length..]);
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key, token[..unsignedLength], hash);
            token[unsignedLength] = (byte)'.';
            Base64Url.EncodeToUtf8(hash, token[(unsignedLength + 1)..]);
            return Encoding.ASCII.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
