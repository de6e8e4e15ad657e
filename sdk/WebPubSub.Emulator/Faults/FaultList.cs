// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator.Faults;

/// <summary>The faults of one kind that are still to happen. The first that fits a call happens to it.</summary>
internal sealed class FaultList<TCall, TEffect>(ChangeSignal changes)
    where TEffect : class
{
    private readonly Lock _gate = new();
    private volatile (Func<TCall, bool>? Which, TEffect Effect, EmulatorFault Fault)[] _faults = [];

    public EmulatorFault Add(Func<TCall, bool>? predicate, TEffect effect, int times)
    {
        var fault = new EmulatorFault(times, changes);
        lock (_gate)
        {
            _faults = [.. _faults.Where(other => !other.Fault.IsOver), (predicate, effect, fault)];
        }

        return fault;
    }

    /// <summary>What happens to a call; null for nothing.</summary>
    public TEffect? Take(TCall call)
    {
        foreach ((Func<TCall, bool>? predicate, TEffect effect, EmulatorFault fault) in _faults)
        {
            if (!fault.IsOver && predicate?.Invoke(call) != false && fault.TryHit())
            {
                return effect;
            }
        }

        return null;
    }

    public void Clear()
    {
        lock (_gate)
        {
            foreach ((_, _, EmulatorFault fault) in _faults)
            {
                fault.Dispose();
            }

            _faults = [];
        }
    }
}
