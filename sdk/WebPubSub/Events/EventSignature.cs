// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WebPubSub;

/// <summary>The <c>ce-signature</c> header: the proof that the sender of an event has an access key.</summary>
/// <remarks>
/// It signs the connection ID only. Only TLS protects the body. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">CloudEvents of Web PubSub</see>.
/// </remarks>
public static class EventSignature
{
    private const string Prefix = "sha256=";
    private const int HexLength = HMACSHA256.HashSizeInBytes * 2;
    private const int MaxHeaderLength = 1024;
    private const int MaxParts = 8;
    private const int MaxStackBytes = 512;

    /// <summary>Creates the header. It contains one signature for each key, separated by commas.</summary>
    /// <param name="connectionId">The connection ID, which is signed.</param>
    /// <param name="accessKeys">The access keys as in a connection string, the primary key first.</param>
    /// <returns>The value of the header.</returns>
    public static string Create(string connectionId, params IEnumerable<string> accessKeys)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        ArgumentNullException.ThrowIfNull(accessKeys);
        return string.Join(',', accessKeys.Select(key => Sign(connectionId, key)));
    }

    /// <summary>Checks whether a header contains a signature by one of the keys, in constant time.</summary>
    /// <param name="signature">The value of the header: one or several signatures.</param>
    /// <param name="connectionId">The value of <c>ce-connectionId</c>.</param>
    /// <param name="accessKeys">The trusted keys. Without keys, no signature is valid.</param>
    /// <returns><see langword="true"/> if at least one signature is by one of the keys.</returns>
    public static bool Verify(string? signature, string connectionId, params ReadOnlySpan<string> accessKeys)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        if (signature is null or { Length: > MaxHeaderLength })
        {
            return false;
        }

        bool verified = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (string key in accessKeys)
        {
            if (key.Length > 0)
            {
                Hash(connectionId, key, expected);
                verified |= AnyMatches(signature, expected);
            }
        }

        return verified;
    }

    private static bool AnyMatches(string signature, ReadOnlySpan<byte> expected)
    {
        bool matches = false;
        int parts = 0;
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (Range range in signature.AsSpan().SplitAny(',', ' '))
        {
            ReadOnlySpan<char> part = signature.AsSpan(range);
            if (part.IsEmpty)
            {
                continue;
            }

            if (++parts > MaxParts)
            {
                break;
            }

            matches |= TryDecode(part, presented) && CryptographicOperations.FixedTimeEquals(expected, presented);
        }

        return matches;
    }

    private static bool TryDecode(ReadOnlySpan<char> part, Span<byte> hash) =>
        part.Length == Prefix.Length + HexLength
        && part.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && Convert.FromHexString(part[Prefix.Length..], hash, out _, out _) == OperationStatus.Done;

    private static string Sign(string connectionId, string accessKey)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(connectionId, accessKey, hash);
        return Prefix + Convert.ToHexStringLower(hash);
    }

    // The HMAC key is the text of the access key, which is not decoded from base64.
    private static void Hash(string connectionId, string accessKey, Span<byte> hash)
    {
        Span<byte> id = Encoding.UTF8.GetMaxByteCount(connectionId.Length) <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[Encoding.UTF8.GetByteCount(connectionId)];
        KeyedHash.Compute(accessKey, id[..Encoding.UTF8.GetBytes(connectionId, id)], hash);
    }
}
