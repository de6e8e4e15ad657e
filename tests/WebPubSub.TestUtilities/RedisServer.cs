// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.TestUtilities;

/// <summary>A real Redis without persistence, on a free port of this machine.</summary>
public class RedisServer : IAsyncDisposable
{
    private Process? _process;

    public int Port { get; } = FreePort.Find();

    public string Configuration => $"127.0.0.1:{Port}";

    public async Task StartAsync()
    {
        var info = new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()]) { RedirectStandardOutput = true };
        _process = Process.Start(info)!;
        var ready = new TaskCompletionSource();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
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
        GC.SuppressFinalize(this);
    }
}
