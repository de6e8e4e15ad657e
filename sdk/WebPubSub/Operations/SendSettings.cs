// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Operations;

/// <summary>The settings of a send.</summary>
internal readonly record struct SendSettings(
    string? Filter = null,
    IEnumerable<string>? Excluded = null,
    TimeSpan? TimeToLive = null,
    IDictionary<string, string>? Metadata = null)
{
    public static SendSettings From(SendToAllOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Filter, options.ExcludedConnections, options.MessageTimeToLive, options.Metadata);
    }

    public static SendSettings From(SendToGroupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Filter, options.ExcludedConnections, options.MessageTimeToLive, options.Metadata);
    }

    public static SendSettings From(SendToUserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Filter, null, options.MessageTimeToLive, options.Metadata);
    }

    public static SendSettings From(SendToConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(null, null, options.MessageTimeToLive, options.Metadata);
    }
}
