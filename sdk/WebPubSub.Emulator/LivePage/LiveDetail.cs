// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The details of a line.</summary>
internal sealed record LiveDetail(LiveEntry Entry, IReadOnlyList<LiveField> Fields, IReadOnlyList<LivePayload> Payloads);
