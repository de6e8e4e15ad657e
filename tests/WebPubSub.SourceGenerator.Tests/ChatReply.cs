// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

public sealed record ChatReply(int Length);
