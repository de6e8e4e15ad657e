// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.TestUtilities;

/// <summary>A real Redis without persistence, on a free port of this machine.</summary>
/// <param name="arguments">More arguments of <c>redis-server</c>.</param>
public class RedisServer(params string[] arguments) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis");
    private Process? _process;

    public int Port { get; } = FreePort.Find();

    public string Configuration => $"127.0.0.1:{Port}";

    public async Task StartAsync()
    {
        var info = new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.FullName, .. arguments]) { RedirectStandardOutput = true };
        _process = Process.Start(info)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string last = "";
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"redis-server has ended: {last}"));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }

            last = line.Data ?? last;
        };
        _process.BeginOutputReadLine();
        await ready.Task.WithTimeoutAsync("the start of redis-server; eng/install-test-tools.sh installs it");
    }

    /// <summary>Ends Redis. It loses its data.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
