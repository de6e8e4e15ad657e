// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification;

namespace WebPubSub.Emulator.Tests;

/// <summary>Base class of tests that need emulator-only features or the inspection API of the emulator.</summary>
public abstract class EmulatorTest : ServiceTest
{
    protected WebPubSubEmulator Emulator => ((EmulatorService)Service).Emulator;

    protected sealed override TestService CreateService() => new EmulatorService(CreateOptions());

    protected virtual WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0 };
}
