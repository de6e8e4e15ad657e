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
    private readonly HistoryChecker _checker;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InstanceProcess(Process process, HistoryChecker checker)
    {
        _process = process;
        _checker = checker;
    }

    public Uri Address => _address.Task.Result;

    private string Name => string.Create(CultureInfo.InvariantCulture, $"process {_process.Id}");

    public static async Task<InstanceProcess> StartAsync(string connectionString, string redis, HistoryChecker checker)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, [AppInstance.Argument]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        info.Environment[AppInstance.ConnectionStringVariable] = connectionString;
        info.Environment[AppInstance.RedisVariable] = redis;
        var instance = new InstanceProcess(Process.Start(info)!, checker);
        instance._process.OutputDataReceived += (_, line) => instance.Take(line.Data ?? "");
        instance._process.BeginOutputReadLine();
        await instance._address.Task.WithTimeoutAsync("the start of an instance");
        return instance;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(); // it has read the whole output, too
        _checker.Remove(Name);
        _process.Dispose();
    }

    private void Take(string line)
    {
        if (line.StartsWith(AppInstance.AddressPrefix, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[AppInstance.AddressPrefix.Length..]));
        }
        else if (line.StartsWith(WatchWriter.Prefix, StringComparison.Ordinal) && line.EndsWith('}')) // a process that is killed can write a part of a line
        {
            _checker.Add(Name, JsonSerializer.Deserialize<WatchItem>(line[WatchWriter.Prefix.Length..])!);
        }
    }
}
