// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The request's headers for a hub; copied only as far as it looks.</summary>
internal sealed class RequestHeaders(IHeaderDictionary headers) : IReadOnlyDictionary<string, string[]>
{
    public int Count => headers.Count;

    public IEnumerable<string> Keys => headers.Keys;

    public IEnumerable<string[]> Values => headers.Values.Select(ToArray);

    public string[] this[string key] => TryGetValue(key, out string[]? value) ? value : throw new KeyNotFoundException();

    public bool ContainsKey(string key) => headers.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string[] value)
    {
        bool found = headers.TryGetValue(key, out StringValues values);
        value = found ? ToArray(values) : null;
        return found;
    }

    public IEnumerator<KeyValuePair<string, string[]>> GetEnumerator() =>
        headers.Select(header => KeyValuePair.Create(header.Key, ToArray(header.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string[] ToArray(StringValues values) => values.ToArray()!;
}
