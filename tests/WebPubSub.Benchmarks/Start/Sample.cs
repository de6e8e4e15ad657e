// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace WebPubSub.Benchmarks.Start;

/// <summary>A sample that is started as a developer starts it. Its build output is outside the repository.</summary>
internal sealed class Sample
{
    private readonly string _project;
    private readonly string _artifacts;
    private readonly Uri _page;
    private readonly string _eventFrame;
    private readonly Dictionary<string, string> _environment;

    private Sample(string name, string project, string artifacts, Uri page, string eventFrame, Dictionary<string, string> environment)
    {
        Name = name;
        _project = Path.Combine(Root, "samples", project);
        _artifacts = artifacts;
        _page = page;
        _eventFrame = eventFrame;
        _environment = environment;
    }

    public static string Root { get; } = typeof(Sample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public string Name { get; }

    public static Sample ChatApp(string artifacts)
    {
        Uri page = FindFreeAddress();
        return new Sample("chat sample", "ChatApp", artifacts, page, $$$"""{"type":"event","event":"say","dataType":"json","data":{"text":"{{{ChatUser.Text}}}"}}""", new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = page.OriginalString,
        });
    }

    public static Sample Aspire(string artifacts) => new(
        "Aspire sample",
        Path.Combine("Aspire", "AppHost"),
        artifacts,
        new Uri("http://localhost:5085"), // the launch profile of the API
        $$"""{"type":"event","event":"message","dataType":"text","data":"{{ChatUser.Text}}"}""",
        new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["ASPNETCORE_URLS"] = FindFreeAddress().OriginalString,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = FindFreeAddress().OriginalString,
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = FindFreeAddress().OriginalString,
        });

    public static Uri FindFreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Deletes all build output, and restores the packages.</summary>
    public async Task RestoreAsync()
    {
        if (Directory.Exists(_artifacts))
        {
            Directory.Delete(_artifacts, recursive: true);
        }

        await RunToEndAsync("restore");
    }

    public Task BuildAsync() => RunToEndAsync("build");

    public Task BuildReleaseAsync() => RunToEndAsync("build", "--configuration", "Release");

    /// <summary>Runs the sample until a client has received its own message, and stops it.</summary>
    public async Task<StartParts> StartAsync(bool build)
    {
        if (await Page.IsListeningAsync(_page))
        {
            throw new InvalidOperationException($"Another program listens on {_page}. Stop it: the sample uses this port.");
        }

        DateTime start = DateTime.Now;
        using SampleProcess run = SampleProcess.Start("dotnet", ["run", "--project", _project, "--no-launch-profile", .. build ? Array.Empty<string>() : ["--no-build"]], WithArtifacts());
        await Page.WaitAsync(_page, run);
        DateTime answered = DateTime.Now;
        DateTime started = FindStart();
        using ChatUser user = await ChatUser.ConnectAsync(_page);
        DateTime connected = DateTime.Now;
        await user.SendAndReceiveAsync(_eventFrame);
        DateTime received = DateTime.Now;
        await run.StopAsync();
        await WaitForHelpersAsync(start);
        return new StartParts(started - start, answered - started, connected - answered, received - connected);
    }

    // The orchestrator of Aspire ends some seconds after the app host. Until then it would slow down the next run.
    private static async Task WaitForHelpersAsync(DateTime start)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Process.GetProcessesByName("dcp").Any(process => StartedAfter(process, start)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), timeout.Token);
        }
    }

    private static bool StartedAfter(Process process, DateTime start)
    {
        try
        {
            return process.StartTime > start;
        }
        catch (InvalidOperationException)
        {
            return false; // it has ended
        }
    }

    // The processes of the same name that run from another folder belong to another program.
    private DateTime FindStart() => Process.GetProcessesByName(Path.GetFileName(_project))
        .Single(process => process.MainModule!.FileName.StartsWith(_artifacts, StringComparison.Ordinal)).StartTime;

    private async Task RunToEndAsync(params string[] arguments)
    {
        using SampleProcess process = SampleProcess.Start("dotnet", [arguments[0], _project, "--nologo", "--verbosity", "quiet", .. arguments[1..]], WithArtifacts());
        await process.WaitForSuccessAsync();
    }

    // The app host starts the other projects with its own environment, so they have the same build output.
    private Dictionary<string, string> WithArtifacts() => new(_environment) { ["ArtifactsPath"] = _artifacts };
}
