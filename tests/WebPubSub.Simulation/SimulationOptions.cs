// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Simulation;

/// <summary>The options of the command line.</summary>
internal sealed class SimulationOptions(string[] args)
{
    public const string WorkerFlag = "--worker";

    /// <summary>Gets whether this process is a worker. A worker runs seeds with one thread of the thread pool.</summary>
    public bool IsWorker => args.Contains(WorkerFlag);

    public int? Seed => Find("--seed");

    public int Repeat => Find("--repeat") ?? 1;

    public int Runs => Find("--runs") ?? 1000;

    public int First => Find("--first") ?? 1;

    public int Step => Find("--step") ?? 1;

    public int StopAfter => Find("--stop-after") ?? int.MaxValue;

    private int? Find(string name)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? null
            : at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
            : throw new ArgumentException($"The option {name} needs a number.");
    }
}
