// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Azure.Functions.Worker.Http;

namespace Functions;

/// <summary>Reads an HTTP request as the event reader needs it.</summary>
internal static class HttpRequestDataExtensions
{
    public static string? Header(this HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    public static Dictionary<string, string[]> AllHeaders(this HttpRequestData request) =>
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the complete body. Returns <see langword="null"/> if it is longer than the maximum length.</summary>
    public static async Task<BinaryData?> ReadBodyAsync(this HttpRequestData request, int maxLength, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
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
