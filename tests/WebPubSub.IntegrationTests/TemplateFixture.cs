// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>
/// The installed package of the templates, and a project of each template. All projects are restored into one package folder. The folder stays between test
/// runs, except for the packages of this repository, which change without a new version.
/// </summary>
public sealed class TemplateFixture : IAsyncLifetime
{
    private const string PackageId = "WebPubSub.Templates";

    private static readonly string Packages = Path.Combine(Repository.Root, "artifacts", "package", "test");

    private readonly string _folder = Directory.CreateTempSubdirectory("webpubsub-templates-").FullName;
    private readonly Lazy<Task<TemplateProject>> _chat;
    private readonly Lazy<Task<TemplateProject>> _worker;
    private readonly Lazy<Task<TemplateProject>> _tests;
    private readonly Lazy<Task<TemplateProject>> _aspire;

    public TemplateFixture()
    {
        _chat = new(() => CreateAsync("webpubsub-chat", "my-chat"));
        _worker = new(() => CreateAsync("webpubsub-worker", "Contoso.Worker"));
        _tests = new(() => CreateAsync("webpubsub-tests", "Contoso.Chat.Tests"));
        _aspire = new(() => CreateAsync("webpubsub-aspire", "my-app", "AppHost", "--port", $"{AspirePort}"));
    }

    public Task<TemplateProject> Chat => _chat.Value;

    public Task<TemplateProject> Worker => _worker.Value;

    public Task<TemplateProject> Tests => _tests.Value;

    public Task<TemplateProject> Aspire => _aspire.Value;

    /// <summary>The port of the API of <see cref="Aspire"/>.</summary>
    public int AspirePort { get; } = FreePort.Find();

    public async ValueTask InitializeAsync()
    {
        if (!IsPacked())
        {
            await PackAsync();
        }

        foreach (string package in Directory.CreateDirectory(TemplateProject.PackageFolder).GetDirectories("webpubsub*").Select(package => package.FullName))
        {
            Directory.Delete(package, recursive: true);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "NuGet.config"), $"""
            <configuration>
              <packageSources>
                <add key="test" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        await NewAsync("install", Directory.GetFiles(Packages, PackageId + ".*.nupkg").Single());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs <c>dotnet new</c> with its settings in the folder of the fixture, and returns the output.</summary>
    public Task<string> NewAsync(params string[] arguments) =>
        TemplateProject.DotNetAsync(_folder, ["new", .. arguments, "--debug:custom-hive", Path.Combine(_folder, "hive")]);

    private async Task<TemplateProject> CreateAsync(string template, string name, string subfolder = "", params string[] options)
    {
        await NewAsync([template, "--name", name, .. options]);
        var project = new TemplateProject(Path.Combine(_folder, name, subfolder));
        await project.BuildAsync();
        return project;
    }

    private static async Task PackAsync()
    {
        await using RunningProcess pack = RunningProcess.Start(Path.Combine(Repository.Root, "eng", "pack-libraries.sh"), [Packages]);
        (await pack.WaitForExitAsync(isLong: true)).Should().Be(0, "pack-libraries.sh printed:\n{0}", pack.Output);
    }

    // Whether eng/test.sh packed the templates and the libraries after their last change.
    private static bool IsPacked()
    {
        string? package = Directory.Exists(Packages) ? Directory.GetFiles(Packages, PackageId + ".*.nupkg").SingleOrDefault() : null;
        DateTime change = Directory.GetFiles(Path.Combine(Repository.Root, "extensions", PackageId), "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        return package is not null && File.GetLastWriteTimeUtc(package) > change && File.GetLastWriteTimeUtc(package) > Repository.LastBuildOfTool;
    }
}
