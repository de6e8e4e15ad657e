// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Tests;

/// <summary>The collection of tests that measure the whole process, such as its memory. No other test runs at the same time.</summary>
[CollectionDefinition(nameof(NonParallelTests), DisableParallelization = true)]
public sealed class NonParallelTests;
