// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The state of one member of a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStateItem
{
    /// <summary>Creates an item.</summary>
    /// <param name="connectionId">The connection ID of the member.</param>
    /// <param name="userId">The user ID of the member, or <see langword="null"/> for an anonymous client.</param>
    /// <param name="state">The state, or <see langword="null"/> if it was cleared.</param>
    /// <param name="updatedAt">The time of the change. It increases with each change of a member.</param>
    public GroupStateItem(string connectionId, string? userId, IReadOnlyDictionary<string, string>? state, DateTimeOffset updatedAt)
    {
        ConnectionId = connectionId;
        UserId = userId;
        State = state;
        UpdatedAt = updatedAt;
    }

    /// <summary>Gets the connection ID of the member.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets the user ID of the member, or <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; }

    /// <summary>Gets the state, or <see langword="null"/> if it was cleared.</summary>
    public IReadOnlyDictionary<string, string>? State { get; }

    /// <summary>Gets the time of the change. It increases with each change of a member.</summary>
    public DateTimeOffset UpdatedAt { get; }
}
