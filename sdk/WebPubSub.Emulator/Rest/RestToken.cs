// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>A client's token. REST API reference, section 7.25.</summary>
internal sealed record RestToken(string Token);
