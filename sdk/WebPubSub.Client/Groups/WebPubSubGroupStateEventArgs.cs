// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>States of members of a group have come.</summary>
/// <param name="group">The group.</param>
/// <param name="items">The states; one without <see cref="GroupStateItem.State"/> was cleared.</param>
/// <param name="isSnapshot">Whether these are all there are, at the beginning of a subscription.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.2.</remarks>
[Experimental(PreviewFeature.Id)]
public class WebPubSubGroupStateEventArgs(
    string group, IReadOnlyList<GroupStateItem> items, bool isSnapshot, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;

    /// <summary>Gets the states; one without <see cref="GroupStateItem.State"/> was cleared.</summary>
    public IReadOnlyList<GroupStateItem> Items { get; } = items;

    /// <summary>Gets whether these are all there are, at the beginning of a subscription. A service sends at most 200.</summary>
    public bool IsSnapshot { get; } = isSnapshot;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
