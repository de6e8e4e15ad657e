// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.GroupStateReceived"/> event.</summary>
/// <param name="group">The group.</param>
/// <param name="items">The states. An item without <see cref="GroupStateItem.State"/> was cleared.</param>
/// <param name="isSnapshot">Whether these are all states of the group, at the beginning of a subscription.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id)]
public class WebPubSubGroupStateEventArgs(
    string group, IReadOnlyList<GroupStateItem> items, bool isSnapshot, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;

    /// <summary>Gets the states. An item without <see cref="GroupStateItem.State"/> was cleared.</summary>
    public IReadOnlyList<GroupStateItem> Items { get; } = items;

    /// <summary>Gets whether these are all states of the group, at the beginning of a subscription. The service sends at most 200.</summary>
    public bool IsSnapshot { get; } = isSnapshot;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
