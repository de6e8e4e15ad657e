// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace WebPubSub.TestUtilities;

/// <summary>A program as a user runs it: its lines can be waited for, and it ends with the test.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private const string EnvCommand = "/usr/bin/env";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private RunningProcess(Process process) => _process = process;

    /// <summary>Gets everything it has written so far, errors included.</summary>
    public string Output => string.Join('\n', _output);

    public string Id => _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static RunningProcess Start(
        string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        // A test run in the background of a shell ignores SIGINT, and its children would inherit that: Ctrl+C must reach them.
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
            start.Environment[name] = value; // null removes it
        }

        var running = new RunningProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => running.Take(line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Take(line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Waits for a line and returns what the pattern found in it. Several steps that have limits of their own may get a longer one.</summary>
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

    /// <summary>Writes this and no more.</summary>
    public async Task WriteAndCloseAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    /// <param name="isLong">Whether the process builds something.</param>
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

    /// <summary>Ends it at once, as a machine that loses its power does.</summary>
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
