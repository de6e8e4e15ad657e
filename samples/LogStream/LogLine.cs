// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace LogStream;

/// <summary>A line that the page shows.</summary>
internal sealed record LogLine(DateTimeOffset Time, string Text);
