// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Rest;

namespace WebPubSub.Specification.Resource;

/// <summary>So does the resource.</summary>
public sealed class RestOperationsTests : RestOperationsSpecification<ResourceService>;
