// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The packed and installed tool, as a user gets it. It is the native tool if there is one for this system.</summary>
public sealed class PackedToolFixture : IAsyncLifetime
{
    private const string Prefix = "WebPubSub.Emulator.Tool.0.0.1-test."; // of the main package, which refers to the others

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "webpubsub-tool-" + Guid.NewGuid().ToString("N"));

    /// <summary>Gets the folder with the packages of the tool.</summary>
    public static string Source => Path.Combine(Repository.Root, "artifacts", "package", "tool");

    public string Version { get; private set; } = "";

    /// <summary>Gets the folder in which the tool runs.</summary>
    public string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        Version = FindPacked(Source) ?? await PackAsync(Source);
        await RunAsync("dotnet", "tool", "install", "--tool-path", _folder, "--add-source", Source, "WebPubSub.Emulator.Tool", "--version", Version);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public RunningProcess Start(params string[] arguments) => Start(null, arguments);

    public RunningProcess Start(IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings__WebPubSub"] = null, ["ASPNETCORE_URLS"] = null };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            settings[name] = value;
        }

        return RunningProcess.Start(Path.Combine(_folder, "webpubsub-emulator"), arguments, settings, _folder); // the folder contains no settings file
    }

    /// <summary>Runs the tool until it exits.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using RunningProcess process = Start(arguments);
        return (await process.WaitForExitAsync(), process.Output);
    }

    /// <summary>Writes a file to the folder in which the tool runs.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // Returns the version that eng/test.sh packed, or null if the tool was built again after that.
    private static string? FindPacked(string packages)
    {
        string? newest = Directory.Exists(packages) ? Directory.GetFiles(packages, Prefix + "*.nupkg").MaxBy(File.GetLastWriteTimeUtc) : null;
        return newest is not null && File.GetLastWriteTimeUtc(newest) > Repository.LastBuildOfTool
            ? Path.GetFileNameWithoutExtension(newest)["WebPubSub.Emulator.Tool.".Length..]
            : null;
    }

    // Packs a unique version, which no cache contains.
    private static async Task<string> PackAsync(string packages)
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"0.0.1-test.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");
        await RunAsync(Path.Combine(Repository.Root, "eng", "pack-tool.sh"), packages, version);
        return version;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using RunningProcess process = RunningProcess.Start(program, arguments, workingDirectory: Repository.Root);
        int exitCode = await process.WaitForExitAsync(isLong: true);
        exitCode.Should().Be(0, "{0} {1} printed:\n{2}", program, string.Join(' ', arguments), process.Output);
    }
}
