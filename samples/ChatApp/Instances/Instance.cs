// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace ChatApp.Instances;

/// <summary>One instance of the chat: a process of this program.</summary>
internal sealed class Instance : IDisposable
{
    private readonly Process _process;

    private Instance(Process process) => _process = process;

    public static Instance Start(int number, Uri address, string connectionString, string? redis)
    {
        // "dotnet ChatApp.dll" has the process "dotnet".
        string program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Instance).Assembly.Location] : [];
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["ASPNETCORE_URLS"] = address.OriginalString;
        info.Environment["ConnectionStrings__WebPubSub"] = connectionString;
        if (redis is not null)
        {
            info.Environment["ConnectionStrings__Redis"] = redis;
        }

        Process process = Process.Start(info)!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => Console.WriteLine($"Instance {number} has ended.");
        process.OutputDataReceived += (_, line) => Write(number, line.Data);
        process.ErrorDataReceived += (_, line) => Write(number, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Console.WriteLine($"Instance {number} is process {process.Id}: {address}");
        return new Instance(process);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static void Write(int number, string? line)
    {
        if (line is not null)
        {
            Console.WriteLine($"[{number}] {line}");
        }
    }
}
