// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The URL to which the test client connects.</summary>
internal sealed record LiveClientReply(string Url);
