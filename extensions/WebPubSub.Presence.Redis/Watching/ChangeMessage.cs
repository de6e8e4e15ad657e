// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Presence.Redis.Watching;

/// <summary>A change that an instance has published.</summary>
/// <param name="Scope">The scope of the change.</param>
/// <param name="Change">The change.</param>
internal sealed record ChangeMessage(string Scope, PresenceChange Change)
{
    /// <summary>Reads the message that <c>announce</c> of the scripts writes.</summary>
    public static ChangeMessage Read(string json)
    {
        using JsonDocument message = JsonDocument.Parse(json);
        JsonElement[] parts = [.. message.RootElement.EnumerateArray()];
        var user = new PresentUser(parts[4].GetString()!, parts[5].GetInt32(), DateTimeOffset.FromUnixTimeMilliseconds((long)parts[6].GetDouble()));
        PresenceChangeKind kind = parts[0].GetString() == "j" ? PresenceChangeKind.Joined : PresenceChangeKind.Left;
        return new ChangeMessage(parts[1].GetString()!, new PresenceChange(kind, [user], parts[3].GetString()!, parts[2].GetInt64()));
    }
}
