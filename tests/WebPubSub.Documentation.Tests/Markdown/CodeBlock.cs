// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Documentation.Tests;

/// <summary>A fenced code block of a page. <paramref name="IsNamed"/> is true if a comment before the block names a snippet of another project.</summary>
internal sealed record CodeBlock(string Language, string Code, int Line, bool IsNamed);
