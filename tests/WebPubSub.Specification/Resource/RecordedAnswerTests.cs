// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Rest;

namespace WebPubSub.Specification.Resource;

/// <summary>Runs the specification against a Web PubSub resource.</summary>
public sealed class RecordedAnswerTests : RecordedAnswerSpecification<ResourceService>;
