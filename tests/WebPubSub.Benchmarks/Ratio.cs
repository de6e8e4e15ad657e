// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Benchmarks;

/// <summary>One line of the results: a ratio with its two values.</summary>
internal static class Ratio
{
    public static void Print(string what, double ours, double other, string target) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-24} {ours / other,7:0.00}  = {ours,10:0} / {other,10:0}  ({target})"));
}
