// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace HttpTrigger;

/// <summary>The HTTP request that a function host passes to the trigger.</summary>
internal sealed record TriggerRequest(string Method, IReadOnlyDictionary<string, string[]> Headers, Stream Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out string[]? values) ? string.Join(", ", values) : null;

    /// <summary>Reads the complete body. Returns <see langword="null"/> if it is longer than the maximum length.</summary>
    public async Task<BinaryData?> ReadBodyAsync(int maxLength, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxLength)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return BinaryData.FromBytes(body.ToArray());
    }
}
