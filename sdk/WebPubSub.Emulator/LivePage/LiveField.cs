// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>A name and a value of a line's detail.</summary>
internal sealed record LiveField(string Name, string Value);
