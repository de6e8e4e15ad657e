// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebPubSub.Presence.Simulation.App;
using WebPubSub.Presence.Simulation.History;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Simulation.Instances;

/// <summary>An instance of the application, which is a process of this program.</summary>
internal sealed class InstanceProcess
{
    private readonly Process _process;
    private readonly string _name;
    private readonly HistoryChecker _checker;

    private InstanceProcess(Process process, string name, Uri address, HistoryChecker checker)
    {
        _process = process;
        _name = name;
        _checker = checker;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<InstanceProcess> StartAsync(string connectionString, string redis, HistoryChecker checker)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, [AppInstance.Argument]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        info.Environment[AppInstance.ConnectionStringVariable] = connectionString;
        info.Environment[AppInstance.RedisVariable] = redis;
        Process process = Process.Start(info)!;
        string name = string.Create(CultureInfo.InvariantCulture, $"process {process.Id}");
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Take(line.Data ?? "", name, address, checker);
        process.BeginOutputReadLine();
        return new InstanceProcess(process, name, await address.Task.WithTimeoutAsync("the start of an instance"), checker);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(); // it has read the whole output, too
        _checker.Remove(_name);
        _process.Dispose();
    }

    private static void Take(string line, string name, TaskCompletionSource<Uri> address, HistoryChecker checker)
    {
        if (line.StartsWith(AppInstance.AddressPrefix, StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line[AppInstance.AddressPrefix.Length..]));
        }
        else if (line.StartsWith(WatchWriter.Prefix, StringComparison.Ordinal) && line.EndsWith('}')) // a process that is killed can write a part of a line
        {
            checker.Add(name, JsonSerializer.Deserialize<WatchItem>(line[WatchWriter.Prefix.Length..])!);
        }
    }
}
