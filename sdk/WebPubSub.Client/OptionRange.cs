// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace WebPubSub.Client;

/// <summary>Methods that validate the ranges of options.</summary>
internal static class OptionRange
{
    private const int MaxCapacity = 1 << 20;
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(49); // the maximum of a timer is about 49.7 days

    public static void CheckCapacity(int capacity, [CallerArgumentExpression(nameof(capacity))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity, name);
    }

    public static void CheckPositive(TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, MaxTimer, name);
    }

    public static void CheckNotNegative(TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        if (time != TimeSpan.Zero)
        {
            CheckPositive(time, name);
        }
    }

    public static void CheckPositiveOrInfinite(TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            CheckPositive(time, name);
        }
    }
}
