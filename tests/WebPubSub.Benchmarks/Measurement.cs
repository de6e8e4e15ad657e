// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.Benchmarks;

/// <summary>How often something can be done in a second, and what it allocates each time.</summary>
internal readonly record struct Measurement(double PerSecond, double BytesEach)
{
    public static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1.5);
    private const int Rounds = 7;

    /// <summary>Measures two sides in turn, so that the noise of the machine falls on both; the medians of the rounds.</summary>
    public static Task<(Measurement Ours, Measurement Bare)> CompareAsync(Func<Task> ours, Func<Task> bare, int inFlight) =>
        CompareAsync(() => MeasureAsync(ours, inFlight), () => MeasureAsync(bare, inFlight));

    /// <summary>The same of two sides that measure themselves for <see cref="RoundTime"/>.</summary>
    public static async Task<(Measurement Ours, Measurement Bare)> CompareAsync(Func<Task<Measurement>> ours, Func<Task<Measurement>> bare)
    {
        await ours(); // warm
        await bare();
        var oursRounds = new List<Measurement>();
        var bareRounds = new List<Measurement>();
        for (int round = 0; round < Rounds; round++)
        {
            oursRounds.Add(await ours());
            bareRounds.Add(await bare());
        }

        return (Median(oursRounds), Median(bareRounds));
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
