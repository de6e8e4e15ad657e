// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The answer with a client token. See docs/protocols/rest-api.md#725-generateclienttoken.</summary>
internal sealed record RestToken(string Token);
