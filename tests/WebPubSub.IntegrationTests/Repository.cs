// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Starts the programs of this repository and its Node.js scripts as separate processes.</summary>
internal static class Repository
{
    private static readonly string Scripts = Path.Combine(Root, "tests", "WebPubSub.IntegrationTests", "js");

    public static string Root => Metadata("RepositoryRoot");

    public static string BuiltAs => Metadata("BuiltAs");

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    public static RunningProcess StartTool(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        RunningProcess.Start("dotnet", [Built("WebPubSub.Emulator.Tool", "webpubsub-emulator.dll"), .. arguments], environment);

    /// <summary>Gets the time of the most recent build of the tool.</summary>
    public static DateTime LastBuildOfTool =>
        Directory.GetFiles(Path.GetDirectoryName(Built("WebPubSub.Emulator.Tool", "webpubsub-emulator.dll"))!, "*.dll").Max(File.GetLastWriteTimeUtc);

    public static RunningProcess StartSample(string name, IReadOnlyDictionary<string, string?> environment, params string[] arguments) => RunningProcess.Start(
        "dotnet", [Built(name, name + ".dll"), .. arguments], environment, Path.Combine(Root, "samples", name));

    /// <summary>Starts a script with the Node.js that <c>npm ci</c> installed, or with the Node.js of the machine.</summary>
    public static RunningProcess StartScript(string script, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        string[] installed = Directory.Exists(Path.Combine(Scripts, "node_modules"))
            ? Directory.GetFiles(Path.Combine(Scripts, "node_modules"), "node", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            : throw new InvalidOperationException($"Run 'npm ci' in {Scripts} first; eng/test.sh does.");
        string node = installed.FirstOrDefault(path => path.Contains("node-linux-", StringComparison.Ordinal)) ?? "node";
        return RunningProcess.Start(node, [Path.Combine(Scripts, script), .. arguments], environment, Scripts);
    }

    /// <summary>Runs a script until it exits, and checks that it succeeds.</summary>
    public static async Task RunScriptAsync(string script, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        await using RunningProcess process = StartScript(script, environment, arguments);
        int exitCode = await process.WaitForExitAsync();
        exitCode.Should().Be(0, "{0} {1} printed:\n{2}", script, string.Join(' ', arguments), process.Output);
    }

    public static string FindChromium()
    {
        string? path = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        return path ?? new[] { "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium on the PATH; eng/test.sh installs it.");
    }

    private static string Built(string project, string file) => Path.Combine(Root, "artifacts", "bin", project, BuiltAs, file);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
