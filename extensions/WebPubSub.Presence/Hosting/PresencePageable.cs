// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Azure;
using Azure.Core;

namespace WebPubSub.Presence.Hosting;

/// <summary>The pages of a sorted list that is read once, when the first page is requested.</summary>
internal sealed class PresencePageable<T>(Func<Task<IReadOnlyList<T>>> read, Func<T, string> getId) : AsyncPageable<T>
    where T : notnull
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        int size = pageSizeHint ?? DefaultPageSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(pageSizeHint));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxPageSize, nameof(pageSizeHint));
        string? after = continuationToken is null ? null : Decode(continuationToken);
        IReadOnlyList<T> all = await read().ConfigureAwait(false);
        T[] rest = after is null ? [.. all] : [.. all.Where(item => string.CompareOrdinal(getId(item), after) > 0)];
        if (rest.Length == 0)
        {
            yield return Page<T>.FromValues([], continuationToken: null, NoResponse.Instance);
        }

        for (int start = 0; start < rest.Length; start += size)
        {
            T[] items = rest[start..Math.Min(start + size, rest.Length)];
            string? next = start + size < rest.Length ? Encode(getId(items[^1])) : null;
            yield return Page<T>.FromValues(items, next, NoResponse.Instance);
        }
    }

    // The UTF-16 of the ID. UTF-8 would replace half of a surrogate pair.
    private static string Encode(string id) => Convert.ToBase64String(MemoryMarshal.AsBytes(id.AsSpan()));

    private static string Decode(string continuationToken)
    {
        byte[] bytes = new byte[continuationToken.Length];
        return Convert.TryFromBase64String(continuationToken, bytes, out int length) && length % sizeof(char) == 0
            ? new string(MemoryMarshal.Cast<byte, char>(bytes.AsSpan(0, length)))
            : throw new ArgumentException("The continuation token is invalid. Use the token of an earlier page.", nameof(continuationToken));
    }

    /// <summary>The response of a page that comes from memory.</summary>
    private sealed class NoResponse : Response
    {
        public static readonly NoResponse Instance = new();

        public override int Status => 200;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, out string value)
        {
            value = null!;
            return false;
        }

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            values = null!;
            return false;
        }
    }
}
