// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Simulation;
using WebPubSub.Presence.Simulation.App;

// --runs N [--first N] runs seeds one after the other. --seed N runs one seed.
// --seconds S and --clients C change the length of a run and the number of clients.
// The argument "app" makes this process an instance of the application.
return args is [AppInstance.Argument] ? await AppInstance.RunAsync() : await SeedRunner.RunAsync(new SimulationOptions(args));
