// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Resources;

/// <summary>An event handler of a hub.</summary>
/// <param name="Url">The URL template. It is known when the endpoints of the application are allocated.</param>
/// <param name="UserEventPattern">The pattern of the user events.</param>
/// <param name="SystemEvents">The system events.</param>
internal sealed record EventHandlerSetting(ReferenceExpression Url, string UserEventPattern, string[] SystemEvents)
{
    /// <summary>Returns an event that both event handlers select; <see langword="null"/> for none. The service sends it to the first one only.</summary>
    public string? FindCommonEvent(EventHandlerSetting other) =>
        SystemEvents.Intersect(other.SystemEvents, StringComparer.OrdinalIgnoreCase).FirstOrDefault()
        ?? SplitPattern(UserEventPattern).Intersect(SplitPattern(other.UserEventPattern), StringComparer.OrdinalIgnoreCase).FirstOrDefault();

    public WebPubSubHubEvents ToEvents() => new() { UserEventPattern = UserEventPattern, SystemEvents = SystemEvents };

    private static string[] SplitPattern(string pattern) => pattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
