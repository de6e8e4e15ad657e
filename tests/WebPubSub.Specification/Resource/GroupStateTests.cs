// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;

namespace WebPubSub.Specification.Resource;

/// <summary>The resource answers as the specification says.</summary>
public sealed class GroupStateTests : GroupStateSpecification<ResourceService>;
