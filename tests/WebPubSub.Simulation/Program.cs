// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Simulation;

// --runs N [--first N] [--stop-after K] runs many seeds, in one process for each processor, and prints the seeds that fail.
// --seed N [--repeat K] replays one seed.
var options = new SimulationOptions(args);
return options.IsWorker ? await Worker.RunAsync(options)
    : await Coordinator.RunAsync(options);
