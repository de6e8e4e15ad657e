// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Emulator.Upstream;

/// <summary>What an event handler makes of a connecting client; null and empty differ. Event handler reference, section 13.1.</summary>
internal sealed record ConnectReply(string? UserId, string[]? Roles, string[]? Groups, string? Subprotocol)
{
    public static readonly ConnectReply Unchanged = new(null, null, null, null);

    /// <summary>Reads the body of a 2xx answer, whatever its content type says; null when it cannot be used.</summary>
    public static ConnectReply? Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return Unchanged;
        }

        try
        {
            ConnectReply reply = JsonSerializer.Deserialize(body, UpstreamJsonContext.Default.ConnectReply) ?? Unchanged;
            bool usable = (reply.Groups ?? []).All(WebPubSubNames.IsValidGroup) && (reply.Roles ?? []).All(role => role is not null);
            return usable ? reply : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
