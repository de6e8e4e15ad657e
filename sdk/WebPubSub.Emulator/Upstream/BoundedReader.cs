// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>Reads the whole body of an answer. Returns null if the body exceeds the maximum length.</summary>
internal static class BoundedReader
{
    private const int SmallAnswer = 64 * 1024; // up to this length, the buffer is allocated before the answer arrives

    public static async Task<byte[]?> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxLength)
        {
            return null;
        }

        using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        if (content.Headers.ContentLength is { } length and <= SmallAnswer)
        {
            byte[] whole = new byte[length];
            await stream.ReadExactlyAsync(whole, cancellationToken);
            return whole;
        }

        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxLength)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
