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
    private const string AllUserEvents = "*";

    /// <summary>Returns an event that a later event handler would never receive, because the service sends it to this one; <see langword="null"/> for none.</summary>
    public string? FindCommonEvent(EventHandlerSetting later) =>
        SystemEvents.Intersect(later.SystemEvents, StringComparer.OrdinalIgnoreCase).FirstOrDefault()
        ?? SplitPattern(later.UserEventPattern).FirstOrDefault(SplitPattern(UserEventPattern) is var own && own.Contains(AllUserEvents)
            ? _ => true
            : name => own.Contains(name, StringComparer.OrdinalIgnoreCase));

    public WebPubSubHubEvents ToEvents() => new() { UserEventPattern = UserEventPattern.Length == 0 ? null : UserEventPattern, SystemEvents = SystemEvents };

    private static string[] SplitPattern(string pattern) => pattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
