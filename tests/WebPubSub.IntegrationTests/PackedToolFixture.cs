// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The tool packed and installed, as a user gets it.</summary>
public sealed class PackedToolFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "webpubsub-tool-" + Guid.NewGuid().ToString("N"));

    public async ValueTask InitializeAsync()
    {
        string packages = Path.Combine(_folder, "packages");
        string version = string.Create(CultureInfo.InvariantCulture, $"0.0.1-test.{Environment.ProcessId}"); // of its own: no cache knows it
        string project = Path.Combine(Repository.Root, "sdk", "WebPubSub.Emulator.Tool");
        await RunDotnetAsync("pack", project, "--configuration", Repository.BuiltAs, "--no-build", "--output", packages, $"-p:PackageVersion={version}");
        await RunDotnetAsync("tool", "install", "--tool-path", _folder, "--add-source", packages, "WebPubSub.Emulator.Tool", "--version", version);
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

        return RunningProcess.Start(Path.Combine(_folder, "webpubsub-emulator"), arguments, settings, _folder); // no settings file is there
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using RunningProcess process = Start(arguments);
        return (await process.WaitForExitAsync(), process.Output);
    }

    /// <summary>Writes a file that the tool finds in its folder.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task RunDotnetAsync(params string[] arguments)
    {
        await using RunningProcess process = RunningProcess.Start("dotnet", arguments, workingDirectory: Repository.Root);
        int exitCode = await process.WaitForExitAsync(isLong: true);
        exitCode.Should().Be(0, "dotnet {0} printed:\n{1}", string.Join(' ', arguments), process.Output);
    }
}
