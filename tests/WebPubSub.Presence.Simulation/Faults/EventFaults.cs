// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator;

namespace WebPubSub.Presence.Simulation.Faults;

/// <summary>Loses, repeats and delays events, with the faults of the emulator. A client whose connect event is lost is not connected, so that event has none.</summary>
internal sealed class EventFaults(EmulatorFaults faults, int seed)
{
    private const int LostPercent = 3;
    private const int RepeatedPercent = 5;
    private const int LatePercent = 4; // for each delay

    private static readonly int[] DelaysMilliseconds = [50, 200, 1000];

    private readonly Random _random = new(seed);
    private readonly List<EmulatorFault> _late = [];
    private EmulatorFault? _lost;
    private EmulatorFault? _repeated;

    public void Start()
    {
        _lost = faults.FailHandler(400, call => Choose(call, LostPercent), int.MaxValue);
        _repeated = faults.DropHandlerResponse(call => Choose(call, RepeatedPercent), int.MaxValue);
        _late.AddRange(DelaysMilliseconds.Select(delay => faults.DelayHandler(TimeSpan.FromMilliseconds(delay), call => Choose(call, LatePercent), int.MaxValue)));
    }

    public void Stop() => faults.Clear();

    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"events: {_lost!.Hits} lost, {_repeated!.Hits} repeated, {_late.Sum(fault => fault.Hits)} late");

    private bool Choose(EmulatorHandlerCall call, int percent)
    {
        lock (_random)
        {
            return call.EventName != "connect" && _random.Next(100) < percent;
        }
    }
}
