// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace WebPubSub.Simulation;

/// <summary>The distributor of the seeds to worker processes, one for each processor. It also adds up their results.</summary>
internal sealed class Coordinator
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private int _ran;
    private int _failed;
    private bool _isBroken;

    public static async Task<int> RunAsync(SimulationOptions options)
    {
        var coordinator = new Coordinator();
        if (options.Seed is { } seed)
        {
            return await coordinator.RunWorkerAsync(["--seed", Text(seed), "--repeat", Text(options.Repeat)]);
        }

        int workers = Math.Min(Environment.ProcessorCount, options.Runs);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => coordinator.RunWorkerAsync(
        [
            "--first", Text(options.First + worker), "--step", Text(workers),
            "--runs", Text((options.Runs / workers) + (worker < options.Runs % workers ? 1 : 0)), "--stop-after", Text(options.StopAfter),
        ])));
        Console.WriteLine($"faults injected: {string.Join(", ", coordinator._faults.Select(fault => $"{Text(fault.Value)} {fault.Key}"))}");
        Console.WriteLine($"{Text(coordinator._ran)} seeds, {Text(coordinator._failed)} violations");
        return coordinator._failed > 0 || coordinator._isBroken ? 1 : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<int> RunWorkerAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [SimulationOptions.WorkerFlag, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        using Process worker = Process.Start(start)!;
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_faults)
            {
                Read(line);
            }
        }

        await worker.WaitForExitAsync();
        if (worker.ExitCode > 1)
        {
            Console.WriteLine($"error: a worker ended with exit code {Text(worker.ExitCode)}.");
            _isBroken = true;
        }

        return worker.ExitCode;
    }

    private void Read(string line)
    {
        string[] parts = line.Split(' ', 3);
        if (line.StartsWith(Worker.SeedsPrefix, StringComparison.Ordinal))
        {
            _ran += int.Parse(parts[1], CultureInfo.InvariantCulture);
            _failed += int.Parse(parts[2], CultureInfo.InvariantCulture);
        }
        else if (line.StartsWith(Worker.FaultPrefix, StringComparison.Ordinal))
        {
            _faults[parts[2]] = _faults.GetValueOrDefault(parts[2]) + int.Parse(parts[1], CultureInfo.InvariantCulture);
        }
        else
        {
            Console.WriteLine(line);
        }
    }
}
