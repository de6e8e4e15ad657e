// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>A connection in the format of the live page.</summary>
internal sealed record LiveConnection(
    string Hub,
    string ConnectionId,
    string? UserId,
    string? Subprotocol,
    long OpenedAt,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Permissions,
    bool IsDetached,
    int BufferedMessages,
    long BufferedBytes);
