// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The answer of an event handler to a connect event. Null and empty values differ. See docs/protocols/event-handler.md#131-connect.</summary>
internal sealed record ConnectReply(string? UserId, string[]? Roles, string[]? Groups, string? Subprotocol)
{
    public static readonly ConnectReply Unchanged = new(null, null, null, null);

    /// <summary>Reads the body of a 2xx answer, regardless of its content type. Returns null if the body is invalid.</summary>
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
