// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.IntegrationTests;

/// <summary>The collection of tests that share one packed and installed tool.</summary>
[CollectionDefinition(Name)]
public sealed class PackedTool : ICollectionFixture<PackedToolFixture>
{
    public const string Name = "packed tool";
}
