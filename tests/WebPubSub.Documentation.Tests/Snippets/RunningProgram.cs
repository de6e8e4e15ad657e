// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Documentation.Tests;

/// <summary>The first program of a page as a process, with an emulator that sends the events of the hub to it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly string _folder;

    private RunningProgram(WebPubSubEmulator emulator, RunningProcess process, Uri address, string folder)
    {
        Emulator = emulator;
        Process = process;
        Http = new HttpClient { BaseAddress = address };
        _folder = folder;
    }

    public WebPubSubEmulator Emulator { get; }

    public RunningProcess Process { get; }

    public HttpClient Http { get; }

    public static async Task<RunningProgram> StartAsync(string page, string? handlerPath = "/eventhandler")
    {
        string program = Emit(page);
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        if (handlerPath is not null)
        {
            options.AddEventHandler("ChatHub", new Uri(address, handlerPath).AbsoluteUri);
        }

        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        var environment = new Dictionary<string, string?> { ["WebPubSub__ConnectionString"] = emulator.ConnectionString };
        foreach (string name in (string[])["WebPubSub", "Europe", "America"])
        {
            environment["ConnectionStrings__" + name] = emulator.ConnectionString;
        }

        // An empty folder: a web application watches the folder in which it starts.
        string folder = Directory.CreateTempSubdirectory("webpubsub-docs-").FullName;
        string own = typeof(RunningProgram).Assembly.GetName().Name!;
        RunningProcess process = RunningProcess.Start(
            "dotnet",
            ["exec", "--depsfile", Beside(own + ".deps.json"), "--runtimeconfig", Beside(own + ".runtimeconfig.json"), program, "--urls", address.AbsoluteUri],
            environment,
            folder);
        return new RunningProgram(emulator, process, address, folder);
    }

    public async Task<TestSocket> ConnectAsync(params string[] subprotocols) =>
        await TestSocket.ConnectAsync(TestToken.ClientUri(Emulator.Endpoint, "ChatHub", userId: "ann"), subprotocols);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Compiles the first program of a page, and returns the path of its assembly.</summary>
    public static string Emit(string page)
    {
        CodeBlock block = MarkdownPage.Read(page).CodeBlocks.First(block => block is { Language: "csharp", IsNamed: false });
        string name = "Program-" + Path.GetFileNameWithoutExtension(page);
        string path = Beside(name + ".dll");
        EmitResult result = SnippetCompiler.Compile(name, block, []).Emit(path);
        result.Success.Should().BeTrue("{0}", string.Join('\n', result.Diagnostics));
        return path;
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
