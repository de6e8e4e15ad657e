// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Operations;

/// <summary>What a send says beside its target and its body.</summary>
internal readonly record struct SendSettings(
    string? Filter = null,
    IEnumerable<string>? Excluded = null,
    TimeSpan? TimeToLive = null,
    IDictionary<string, string>? Metadata = null)
{
    public static SendSettings From(SendToAllOptions? options) =>
        options is null ? default : new(options.Filter, options.ExcludedConnections, options.MessageTimeToLive, options.Metadata);

    public static SendSettings From(SendToGroupOptions? options) =>
        options is null ? default : new(options.Filter, options.ExcludedConnections, options.MessageTimeToLive, options.Metadata);

    public static SendSettings From(SendToUserOptions? options) =>
        options is null ? default : new(options.Filter, null, options.MessageTimeToLive, options.Metadata);

    public static SendSettings From(SendToConnectionOptions? options) =>
        options is null ? default : new(null, null, options.MessageTimeToLive, options.Metadata);
}
