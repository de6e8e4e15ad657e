// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Presence.Simulation;

/// <summary>The options of the command line.</summary>
internal sealed class SimulationOptions(string[] args)
{
    public int First => Find("--seed") ?? Find("--first") ?? 1;

    public int Runs => Find("--seed") is null ? Find("--runs") ?? 1 : 1;

    public TimeSpan Length => TimeSpan.FromSeconds(Find("--seconds") ?? 60);

    public int Clients => Find("--clients") ?? 200;

    private int? Find(string name)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? null
            : at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
            : throw new ArgumentException($"The option {name} needs a number.");
    }
}
