// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Marks calls in the trace that have no answer after three seconds.</summary>
internal static class SlowCalls
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(3);

    /// <returns>The timer. Disposing it stops the watch.</returns>
    public static ITimer Watch(EmulatorHandlerCall call, IEmulatorObserver observer, TimeProvider time, ILogger logger) => time.CreateTimer(
        _ =>
        {
            if (call.TryMarkLate(LateAfter, out string? reason))
            {
                observer.Update(call);
                logger.SlowHandler(call.EventName, call.Hub!, reason);
            }
        },
        state: null,
        LateAfter,
        Timeout.InfiniteTimeSpan);
}
