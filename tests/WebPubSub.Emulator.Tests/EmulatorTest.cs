// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification;

namespace WebPubSub.Emulator.Tests;

/// <summary>A test of what only an emulator has, or lets a test see.</summary>
public abstract class EmulatorTest : ServiceTest
{
    protected WebPubSubEmulator Emulator => ((EmulatorService)Service).Emulator;

    protected sealed override TestService CreateService() => new EmulatorService(CreateOptions());

    protected virtual WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0 };
}
