// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub;

/// <summary>The answer of a negotiate endpoint: <c>{"url":"wss://..."}</c>. It contains a token, so no exception contains a part of it.</summary>
internal static class NegotiateAnswer
{
    /// <summary>Returns the client URL; <see langword="null"/> if the answer contains no WebSocket URL.</summary>
    public static Uri? FindUrl(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("url", out JsonElement url)
                && url.ValueKind == JsonValueKind.String
                && Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? uri)
                && uri.Scheme is "ws" or "wss"
                    ? uri
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
