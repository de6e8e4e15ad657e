// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using System.Text;

namespace WebPubSub;

/// <summary>Computes HMAC-SHA256. Each thread caches the hash objects of the last few keys.</summary>
/// <remarks>The creation of a hash object for a key takes longer than the hash of a connection ID.</remarks>
internal static class KeyedHash
{
    private const int MaxKept = 4;

    [ThreadStatic]
    private static List<(string Key, IncrementalHash Hash)>? _kept;

    /// <summary>Computes the hash of data with the UTF-8 bytes of a key.</summary>
    public static void Compute(string key, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        IncrementalHash hash = GetHash(key);
        hash.AppendData(data);
        hash.GetHashAndReset(destination);
    }

    private static IncrementalHash GetHash(string key)
    {
        List<(string Key, IncrementalHash Hash)> kept = _kept ??= new(MaxKept);
        for (int i = 0; i < kept.Count; i++)
        {
            if (string.Equals(kept[i].Key, key, StringComparison.Ordinal))
            {
                return kept[i].Hash;
            }
        }

        if (kept.Count == MaxKept)
        {
            kept[0].Hash.Dispose();
            kept.RemoveAt(0);
        }

        IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        kept.Add((key, hash));
        return hash;
    }
}
