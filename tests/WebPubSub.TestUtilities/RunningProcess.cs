// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace WebPubSub.TestUtilities;

/// <summary>A program that runs in its own process. A test can wait for its output lines. Disposal kills the process.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private const string EnvCommand = "/usr/bin/env";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private RunningProcess(Process process) => _process = process;

    /// <summary>Gets all lines that the process has written so far to standard output and standard error.</summary>
    public string Output => string.Join('\n', _output);

    public string Id => _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static RunningProcess Start(
        string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        // A test run in the background of a shell ignores SIGINT, and child processes inherit that. Reset it, so that Ctrl+C reaches them.
        bool resetsSignals = File.Exists(EnvCommand);
        IEnumerable<string> line = resetsSignals ? ["--default-signal=INT", fileName, .. arguments] : arguments;
        var start = new ProcessStartInfo(resetsSignals ? EnvCommand : fileName, line)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value; // null removes the variable
        }

        var running = new RunningProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => running.Take(line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Take(line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>
    /// Waits for a line that matches the pattern and returns the match. Set a longer limit if the process runs several steps with their own limits.
    /// </summary>
    public async Task<Match> WaitForAsync(string pattern, TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? TestTimeout.Limit);
        try
        {
            while (await _lines.Reader.WaitToReadAsync(timeout.Token))
            {
                while (_lines.Reader.TryRead(out string? line))
                {
                    if (Regex.Match(line, pattern) is { Success: true } match)
                    {
                        return match;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        throw new TimeoutException($"No line '{pattern}' in:\n{Output}");
    }

    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Writes the text and closes standard input.</summary>
    public async Task WriteAndCloseAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Waits until the process exits and returns the exit code.</summary>
    /// <param name="isLong">Whether to use the long timeout, for example for a build.</param>
    public async Task<int> WaitForExitAsync(bool isLong = false)
    {
        try
        {
            Task exit = _process.WaitForExitAsync();
            await (isLong ? exit.WithLongTimeoutAsync("the process to end") : exit.WithTimeoutAsync("the process to end"));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} Output so far:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Kills the process and its children without a shutdown.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }
}
