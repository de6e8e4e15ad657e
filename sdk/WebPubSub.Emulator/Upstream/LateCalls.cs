// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Shows that a call has no answer yet, while it is under way: its developer wants to know now.</summary>
internal static class LateCalls
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(3);

    /// <returns>What ends the watch when it is disposed.</returns>
    public static ITimer Watch(EmulatorHandlerCall call, IEmulatorObserver observer, TimeProvider time) => time.CreateTimer(
        _ =>
        {
            if (call.TryMarkLate(LateAfter))
            {
                observer.Update(call);
            }
        },
        state: null,
        LateAfter,
        Timeout.InfiniteTimeSpan);
}
