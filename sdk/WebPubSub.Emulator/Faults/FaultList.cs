// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator.Faults;

/// <summary>The pending faults of one kind. The first fault that matches a call affects the call.</summary>
internal sealed class FaultList<TCall, TEffect>(ChangeSignal changes)
    where TEffect : class
{
    private readonly Lock _gate = new();
    private volatile (Func<TCall, bool>? Predicate, TEffect Effect, EmulatorFault Fault)[] _faults = [];

    public EmulatorFault Add(Func<TCall, bool>? predicate, TEffect effect, int times)
    {
        var fault = new EmulatorFault(times, changes);
        lock (_gate)
        {
            _faults = [.. _faults.Where(other => !other.Fault.IsExhausted), (predicate, effect, fault)];
        }

        return fault;
    }

    /// <summary>Returns the effect of a fault on a call, or null if no fault matches.</summary>
    public TEffect? Take(TCall call)
    {
        foreach ((Func<TCall, bool>? predicate, TEffect effect, EmulatorFault fault) in _faults)
        {
            if (!fault.IsExhausted && predicate?.Invoke(call) != false && fault.TryHit())
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
