// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>A copy of the headers of an event, which a hub can keep. The server reuses its own collection for the next request.</summary>
/// <remarks>The copy is an array without an index, because it is created for every event and few hubs read it.</remarks>
internal sealed class HeaderSnapshot : IReadOnlyDictionary<string, string[]>
{
    private readonly KeyValuePair<string, StringValues>[] _headers;

    public HeaderSnapshot(IHeaderDictionary headers)
    {
        _headers = new KeyValuePair<string, StringValues>[headers.Count];
        headers.CopyTo(_headers, 0);
    }

    public int Count => _headers.Length;

    public IEnumerable<string> Keys => _headers.Select(header => header.Key);

    public IEnumerable<string[]> Values => _headers.Select(header => ToArray(header.Value));

    public string[] this[string key] =>
        TryGetValue(key, out string[]? value) ? value : throw new KeyNotFoundException($"The event has no header '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string[] value)
    {
        foreach ((string name, StringValues values) in _headers)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                value = ToArray(values);
                return true;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string[]>> GetEnumerator() =>
        _headers.Select(header => KeyValuePair.Create(header.Key, ToArray(header.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string[] ToArray(StringValues values) => values.ToArray()!;
}
