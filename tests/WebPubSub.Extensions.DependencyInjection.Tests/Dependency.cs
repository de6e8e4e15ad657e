// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Extensions.DependencyInjection.Tests;

/// <summary>Something that a hub needs and that lives as long as a request.</summary>
public sealed class Dependency;
