// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a joined or left event. Event handler reference, section 13.5.</summary>
internal sealed record GroupBody(string Group);
