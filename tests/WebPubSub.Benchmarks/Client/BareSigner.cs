// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WebPubSub.Benchmarks.Client;

/// <summary>A hand-written signer of JSON web tokens that uses only the HMAC and the JSON serializer of the platform.</summary>
internal static class BareSigner
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static string Sign(byte[] key, Action<Utf8JsonWriter> writeClaims)
    {
        using var payload = new MemoryStream();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            writeClaims(json);
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            json.WriteNumber("nbf", now);
            json.WriteNumber("iat", now);
            json.WriteNumber("exp", now + 300);
            json.WriteEndObject();
        }

        string unsigned = Header + "." + Base64Url.EncodeToString(payload.GetBuffer().AsSpan(0, (int)payload.Length));
        return unsigned + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(unsigned)));
    }
}
