// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;

namespace WebPubSub.Specification.Resource;

/// <summary>Runs the specification against a Web PubSub resource.</summary>
public sealed class ProtobufClientTests : ProtobufClientSpecification<ResourceService>;
