// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Tests;

/// <summary>Tests that measure the whole process, such as its memory: no other test runs at the same time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
