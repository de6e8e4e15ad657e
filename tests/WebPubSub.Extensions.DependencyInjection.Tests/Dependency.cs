// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Extensions.DependencyInjection.Tests;

/// <summary>A scoped dependency of a hub.</summary>
public sealed class Dependency;
