// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.Benchmarks;

/// <summary>The number of operations per second, and the bytes that each operation allocates.</summary>
internal readonly record struct Measurement(double PerSecond, double BytesEach)
{
    public static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1.5);
    private const int Rounds = 7;

    /// <summary>Measures two sides in turn, so that the noise of the machine affects both. Returns the medians of the rounds.</summary>
    public static async Task<(Measurement Ours, Measurement Bare)> CompareAsync(Func<Task> ours, Func<Task> bare, int inFlight)
    {
        Measurement[] medians = await CompareAsync(() => MeasureAsync(ours, inFlight), () => MeasureAsync(bare, inFlight));
        return (medians[0], medians[1]);
    }

    /// <summary>Compares sides that measure themselves for <see cref="RoundTime"/>. Returns the medians of the rounds.</summary>
    public static async Task<Measurement[]> CompareAsync(params Func<Task<Measurement>>[] sides)
    {
        List<Measurement>[] rounds = [.. sides.Select(_ => new List<Measurement>())];
        for (int round = 0; round <= Rounds; round++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                Measurement measured = await sides[side]();
                if (round > 0)
                {
                    rounds[side].Add(measured); // the first round is a warm-up
                }
            }
        }

        return [.. rounds.Select(Median)];
    }

    private static async Task<Measurement> MeasureAsync(Func<Task> operation, int inFlight)
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            long count = 0;
            while (Stopwatch.GetElapsedTime(start) < RoundTime)
            {
                await operation();
                count++;
            }

            return count;
        })));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long total = counts.Sum();
        return new Measurement(total / seconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)total);
    }

    private static Measurement Median(List<Measurement> rounds) => new(
        rounds.Select(round => round.PerSecond).Order().ElementAt(rounds.Count / 2),
        rounds.Select(round => round.BytesEach).Order().ElementAt(rounds.Count / 2));
}
