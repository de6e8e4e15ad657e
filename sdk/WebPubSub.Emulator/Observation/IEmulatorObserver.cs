// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>An observer that receives the entries of the trace. All layers of the emulator report to it.</summary>
internal interface IEmulatorObserver
{
    /// <summary>Adds an entry that has ended.</summary>
    void Add(EmulatorTraceEntry entry);

    /// <summary>Adds an entry that is in progress. A call of <see cref="End"/> follows.</summary>
    void Begin(EmulatorTraceEntry entry);

    /// <summary>Reports that an entry in progress has changed.</summary>
    void Update(EmulatorTraceEntry entry);

    /// <summary>Reports that an entry has ended.</summary>
    void End(EmulatorTraceEntry entry);

    /// <summary>Reports that connections, groups or permissions have changed.</summary>
    void StateChanged();
}
