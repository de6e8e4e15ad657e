// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Benchmarks;
using WebPubSub.Benchmarks.Client;
using WebPubSub.Benchmarks.ClientSocket;
using WebPubSub.Benchmarks.Emulator;
using WebPubSub.Benchmarks.Fanout;
using WebPubSub.Benchmarks.Handler;
using WebPubSub.Benchmarks.Presence;
using WebPubSub.Benchmarks.Start;

// Prints ratios to the bare platform. Both sides run in the same benchmark. See eng/bench.sh.
switch (args)
{
    case ["client"]:
        await ClientBenchmark.RunAsync();
        return 0;
    case ["handler"]:
        await HandlerBenchmark.RunAsync();
        return 0;
    case ["fanout"]:
        await FanoutBenchmark.RunAsync();
        return 0;
    case ["emulator", var portableTool, var nativeTool]:
        await EmulatorBenchmark.RunAsync(portableTool, nativeTool);
        return 0;
    case ["client-socket"]:
        await ClientSocketBenchmark.RunAsync();
        return 0;
    case ["presence"]:
        await PresenceBenchmark.RunAsync();
        return 0;
    case ["start"]:
        await StartBenchmark.RunAsync(rounds: 5);
        return 0;
    case ["start", var rounds] when int.TryParse(rounds, out int count) && count > 0:
        await StartBenchmark.RunAsync(count);
        return 0;
    case ["flood-server"]:
        await FloodServer.RunAsync();
        return 0;
    case ["fanout-server", var kind]:
        await FanoutServer.RunAsync(kind);
        return 0;
    case ["handler-server"]:
        await HandlerServer.RunAsync();
        return 0;
    case ["stub"]:
        await StubService.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Usage: eng/bench.sh client|handler|fanout|emulator|client-socket|presence|start [rounds]");
        return 1;
}
