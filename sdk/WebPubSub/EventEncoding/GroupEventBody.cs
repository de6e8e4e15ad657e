// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a group event. Event handler reference, section 13.5.</summary>
internal sealed record GroupEventBody(string? Group);
