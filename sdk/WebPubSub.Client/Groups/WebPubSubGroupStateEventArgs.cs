// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.GroupStateReceived"/> event.</summary>
/// <param name="group">The group.</param>
/// <param name="items">The states. In an item for a cleared state, <see cref="GroupStateItem.State"/> is <see langword="null"/>.</param>
/// <param name="isSnapshot">Whether the items are all states of the group, at the start of a subscription.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class WebPubSubGroupStateEventArgs(
    string group, IReadOnlyList<GroupStateItem> items, bool isSnapshot, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;

    /// <summary>Gets the states. In an item for a cleared state, <see cref="GroupStateItem.State"/> is <see langword="null"/>.</summary>
    public IReadOnlyList<GroupStateItem> Items { get; } = items;

    /// <summary>Gets whether the items are all states of the group, at the start of a subscription. The service sends at most 200 states.</summary>
    public bool IsSnapshot { get; } = isSnapshot;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
