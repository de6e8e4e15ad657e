// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>A project that <c>dotnet new</c> created from a template.</summary>
public sealed partial class TemplateProject(string folder)
{
    // Warnings of other packages that a template can't avoid. Warnings of the code of a template are failures.
    private static readonly string[] ThirdPartyWarnings = ["NU1603"]; // Aspire.Hosting asks for older versions of its dependencies than a mirror may have

    /// <summary>The folder into which the packages of all projects are restored.</summary>
    internal static readonly string PackageFolder = Path.Combine(Repository.Root, "artifacts", "package", "cache");

    // The build leaves no process behind, and takes no setting from the environment of the test.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["NUGET_PACKAGES"] = PackageFolder,
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["ASPNETCORE_ENVIRONMENT"] = null,
        ["DOTNET_ENVIRONMENT"] = null,
        ["ASPNETCORE_URLS"] = null,
        ["ConnectionStrings__WebPubSub"] = null,
    };

    public async Task BuildAsync()
    {
        string output = await DotNetAsync("build", "--nologo", "-m:1");
        Warning().Matches(output).Select(match => match.Groups["id"].Value).Except(ThirdPartyWarnings).Should().BeEmpty("the build of {0} printed:\n{1}", folder, output);
    }

    /// <summary>Runs a command of the .NET SDK in the folder of the project until it exits, and returns its output.</summary>
    public Task<string> DotNetAsync(params string[] arguments) => DotNetAsync(folder, arguments);

    /// <summary>Starts the program with <c>dotnet run</c>.</summary>
    public RunningProcess Start(params string[] arguments) =>
        RunningProcess.Start("dotnet", ["run", "--no-build", "--", .. arguments], Environment, folder);

    /// <summary>Starts the program with <c>dotnet run</c> and the settings of its launch profile.</summary>
    public RunningProcess StartWithLaunchProfile() => RunningProcess.Start("dotnet", ["run", "--no-build"], Environment, folder);

    /// <summary>Publishes the program and returns the paths of the published files.</summary>
    public async Task<string[]> PublishAsync()
    {
        await DotNetAsync("publish", "--no-restore", "--nologo", "-m:1", "--output", PublishFolder);
        return [.. Directory.GetFiles(PublishFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PublishFolder, file)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Starts the published program.</summary>
    public RunningProcess StartPublished(params string[] arguments) =>
        RunningProcess.Start("dotnet", [Path.Combine(PublishFolder, Path.GetFileName(folder) + ".dll"), .. arguments], Environment, PublishFolder);

    internal static async Task<string> DotNetAsync(string workingDirectory, string[] arguments)
    {
        await using RunningProcess process = RunningProcess.Start("dotnet", arguments, Environment, workingDirectory);
        int exitCode = await process.WaitForExitAsync(isLong: true);
        exitCode.Should().Be(0, "dotnet {0} printed:\n{1}", string.Join(' ', arguments), process.Output);
        return process.Output;
    }

    private string PublishFolder => Path.Combine(folder, "published");

    [GeneratedRegex(@"\bwarning (?<id>[a-zA-Z]+\d+)\b")]
    private static partial Regex Warning();
}
