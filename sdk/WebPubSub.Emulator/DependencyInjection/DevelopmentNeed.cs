// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>One resource that can need the emulator.</summary>
/// <param name="IsNeeded">Returns whether the resource uses the emulator.</param>
internal sealed record DevelopmentNeed(Func<IServiceProvider, bool> IsNeeded);
