// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The state of one member of a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class GroupStateItem
{
    /// <summary>Creates an item.</summary>
    /// <param name="connectionId">The connection ID of the member.</param>
    /// <param name="userId">The user ID of the member; <see langword="null"/> for an anonymous client.</param>
    /// <param name="state">The state; <see langword="null"/> if it was cleared.</param>
    /// <param name="updatedAt">The time of the change, later for each change of one member.</param>
    public GroupStateItem(string connectionId, string? userId, IReadOnlyDictionary<string, string>? state, DateTimeOffset updatedAt)
    {
        ConnectionId = connectionId;
        UserId = userId;
        State = state;
        UpdatedAt = updatedAt;
    }

    /// <summary>Gets the connection ID of the member.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets the user ID of the member; <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; }

    /// <summary>Gets the state; <see langword="null"/> if it was cleared.</summary>
    public IReadOnlyDictionary<string, string>? State { get; }

    /// <summary>Gets the time of the change, later for each change of one member.</summary>
    public DateTimeOffset UpdatedAt { get; }
}
