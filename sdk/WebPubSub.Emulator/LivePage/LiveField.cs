// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>A name and a value in the details of a line.</summary>
internal sealed record LiveField(string Name, string Value);
