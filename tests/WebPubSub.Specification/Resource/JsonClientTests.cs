// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;

namespace WebPubSub.Specification.Resource;

/// <summary>So does the resource.</summary>
public sealed class JsonClientTests : JsonClientSpecification<ResourceService>;
