// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>Sees what happens in the emulator. The emulator does not depend on who observes it.</summary>
internal interface IEmulatorObserver
{
    /// <summary>Something has happened at once.</summary>
    void Add(EmulatorTraceEntry entry);

    /// <summary>Something has begun. <see cref="End"/> follows.</summary>
    void Begin(EmulatorTraceEntry entry);

    /// <summary>There is news of something that is under way.</summary>
    void Update(EmulatorTraceEntry entry);

    /// <summary>Something that had begun is over.</summary>
    void End(EmulatorTraceEntry entry);

    /// <summary>Connections, groups or permissions are no longer as they were.</summary>
    void StateChanged();
}
