// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Text;

namespace WebPubSub.Benchmarks.Start;

/// <summary>A process of the benchmark, which ends with SIGTERM as it does with Ctrl+C in a terminal.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private SampleProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
    }

    public static SampleProcess Start(string program, IEnumerable<string> arguments, Dictionary<string, string> environment, string? folder = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Sample.Root };
        info.Environment.Remove("ConnectionStrings__WebPubSub"); // with a connection string, the samples do not start the emulator
        foreach ((string name, string value) in environment)
        {
            info.Environment[name] = value;
        }

        var process = new SampleProcess(new Process { StartInfo = info });
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <exception cref="InvalidOperationException">The process has ended. The message contains its output.</exception>
    public void EnsureIsRunning()
    {
        if (_process.HasExited)
        {
            throw Failed($"ended with {_process.ExitCode}");
        }
    }

    public InvalidOperationException Failed(string reason)
    {
        lock (_output)
        {
            return new InvalidOperationException($"'{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}' {reason}:\n{_output}");
        }
    }

    public async Task WaitForSuccessAsync()
    {
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            throw Failed($"ended with {_process.ExitCode}");
        }
    }

    /// <summary>Sends SIGTERM, and waits until the process has ended. <c>dotnet run</c> passes the signal to the program and waits for it.</summary>
    public async Task StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failed($"did not stop within {StopTimeout.TotalSeconds} s");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true); // the benchmark has failed
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
