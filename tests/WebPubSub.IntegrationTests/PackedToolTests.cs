// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Each command of the packed and installed tool, as a user runs it.</summary>
[Collection(PackedTool.Name)]
public sealed class PackedToolTests(PackedToolFixture tool) : IAsyncLifetime
{
    private WebPubSubEmulator _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await WebPubSubEmulator.StartAsync(
        new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("chat", (request, _) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.CreateResponse($"heard {user.Data}") : null)));

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task ToolExec_WithoutAnInstallation_RunsTheTool()
    {
        await using RunningProcess process = RunningProcess.Start(
            "dotnet",
            ["tool", "exec", $"WebPubSub.Emulator.Tool@{tool.Version}", "--source", PackedToolFixture.Source, "--yes", "--", "token", "--hub", "chat"],
            new Dictionary<string, string?> { ["ConnectionStrings__WebPubSub"] = null, ["NUGET_PACKAGES"] = Path.Combine(tool.Folder, "packages") },
            tool.Folder);

        (await process.WaitForExitAsync(isLong: true)).Should().Be(0, "{0}", process.Output);

        process.Output.Should().Contain("ws://localhost:8080/client/hubs/chat?access_token=");
    }

    [Fact]
    public async Task Help_ListsTheCommands_AndEachCommandHasHelp()
    {
        (int exitCode, string help) = await tool.RunAsync("--help");
        string[] commands = [.. help.Split("Commands:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0)];

        exitCode.Should().Be(0);
        help.Should().Contain("Exit codes: 0 ").And.Contain("--urls").And.Contain("--key").And.Contain("--hub <name=url>").And.Contain("--config");
        commands.Should().Equal("start", "token", "send", "connect", "diagnose");
        foreach (string command in commands)
        {
            (int code, string own) = await tool.RunAsync(command, "--help");
            code.Should().Be(0);
            own.Should().Contain("--hub").And.Contain("Usage:");
        }
    }

    [Theory]
    [InlineData("start")]
    [InlineData(null)]
    public async Task Start_PrintsTheFirstSteps_AndAcceptsMessages(string? command)
    {
        await using RunningProcess process = tool.Start([.. command is null ? Array.Empty<string>() : [command], "--urls", "http://127.0.0.1:0"]);
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;
        string page = (await process.WaitForAsync("^  (http://127.0.0.1:.*)$")).Groups[1].Value;
        await process.WaitForAsync("none. Add one with --hub chat=");
        await process.WaitForAsync("webpubsub-emulator connect --hub chat");
        await process.WaitForAsync("Press Ctrl");

        using var http = new HttpClient();
        (await http.GetStringAsync(page)).Should().Contain("<title>Web PubSub emulator</title>");
        await new WebPubSubServiceClient(connectionString, "chat").SendToAllAsync("m");
    }

    [Fact]
    public async Task CtrlC_ClosesTheClientsProperly()
    {
        await using RunningProcess process = tool.Start("--urls", "http://127.0.0.1:0");
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;
        await process.WaitForAsync("Press Ctrl");
        Uri url = await new WebPubSubServiceClient(connectionString, "chat").GetClientAccessUriAsync();
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(url);
        using (socket)
        {
            await using RunningProcess interrupt = RunningProcess.Start("kill", ["-INT", process.Id]);

            (await socket.ReceiveCloseAsync()).Should().Be((1001, "The service is shutting down."));
            await socket.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
            (await process.WaitForExitAsync()).Should().Be(0);
        }
    }

    [Fact]
    public async Task Start_TakesKeyAndHubs_FromOptionsAndFiles()
    {
        const string Key = "a-key-of-our-own-0123456789-0123456789";
        await using StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        string config = tool.Write("more.json", """{"WebPubSub":{"Hubs":{"filed":{"EventHandlers":[{"UrlTemplate":"ADDRESSfiled/{event}","EventPattern":"*"}]}}}}"""
            .Replace("ADDRESS", handler.Address.AbsoluteUri, StringComparison.Ordinal));
        await using RunningProcess process = tool.Start("--urls", "http://127.0.0.1:0", "--key", Key, "--hub", $"chat={handler.Address}typed/{{event}}", "--config", config);
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;
        await process.WaitForAsync("^  chat, filed$");

        connectionString.Should().Contain($"AccessKey={Key};");
        foreach ((string hub, string path) in ((string, string)[])[("chat", "/typed/say"), ("filed", "/filed/say")])
        {
            (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await new WebPubSubServiceClient(connectionString, hub).GetClientAccessUriAsync());
            using (socket)
            {
                await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
                await socket.ReceiveTextAsync();
                handler.TakeRequests().Should().Contain(request => request.Method == "POST" && request.Target == path);
            }
        }
    }

    [Fact]
    public async Task Token_PrintsAUrlThatTheServiceAccepts()
    {
        (int exitCode, string output) = await tool.RunAsync(
            "token", "-c", _emulator.ConnectionString, "--hub", "chat", "--user", "ada", "--group", "room", "--group", "hall", "--role", "webpubsub.sendToGroup.room");
        string[] lines = output.Split('\n');

        exitCode.Should().Be(0);
        lines.Should().HaveCount(2).And.Contain("Connect with the WebSocket subprotocol json.webpubsub.azure.v1.");
        using TestSocket socket = await TestSocket.ConnectAsync(new Uri(lines.Single(line => line.StartsWith("ws", StringComparison.Ordinal))));
        EmulatorConnection connection = await _emulator.Inspector.WaitForUserAsync("chat", "ada");
        connection.Groups.Should().Equal("hall", "room");
        connection.Roles.Should().Equal("webpubsub.sendToGroup.room");
    }

    [Theory]
    [InlineData("mqtt", "ws://host.example/clients/mqtt/hubs/chat?access_token=")]
    [InlineData("socketio", "ws://host.example/clients/socketio/hubs/chat?access_token=")]
    [InlineData("raw", "ws://host.example/client/hubs/chat?access_token=")]
    public async Task Token_IsForAProtocol(string protocol, string begin)
    {
        (_, string output) = await tool.RunAsync("token", "-c", $"Endpoint=http://host.example;AccessKey={TestToken.Key};", "--protocol", protocol);

        output.Split('\n').Should().Contain(line => line.StartsWith(begin, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_DeliversToTheNamedTarget()
    {
        (TestSocket socket, string id) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(_emulator.Endpoint, "chat", "ada", groups: ["room"]));
        using (socket)
        {
            foreach (string[] target in (string[][])[[], ["--user", "ada"], ["--group", "room"], ["--connection", id]])
            {
                (int exitCode, string output) = await tool.RunAsync(["send", "-c", _emulator.ConnectionString, .. target, $"to {string.Join(' ', target)}"]);

                exitCode.Should().Be(0, output);
                output.Should().StartWith("Accepted for ").And.Contain("(202)");
                (await socket.ReceiveTextAsync()).Should().Contain($"\"data\":\"to {string.Join(' ', target)}\"");
            }

            await using RunningProcess piped = tool.Start("send", "-c", _emulator.ConnectionString, "--json", "-");
            await piped.WriteAndCloseAsync("""{"a":1}""");
            (await piped.WaitForExitAsync()).Should().Be(0);
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"json","data":{"a":1}}""");
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("reliable-json")]
    public async Task Connect_PrintsReceivedMessages_AndSendsTypedLines(string protocol)
    {
        await using RunningProcess client = tool.Start("connect", "-c", _emulator.ConnectionString, "--user", "ada", "--protocol", protocol);
        string id = (await client.WaitForAsync("^< connected as connection (.*), user ada$")).Groups[1].Value;

        await client.WriteLineAsync("/join room");
        await client.WaitForAsync("^< ack 1: done$");
        await client.WriteLineAsync("/to room hello to all");
        await client.WaitForAsync("^< group room, ada: hello to all$");
        await client.WriteLineAsync("hello hub");
        await client.WaitForAsync("^< server: heard hello hub$");
        await client.WriteLineAsync("/event say something");
        await client.WaitForAsync("^< server: heard something$");
        await client.WriteLineAsync("/leave room");
        await client.WaitForAsync("^< ack 5: done$");
        await client.WriteLineAsync("""/json {"type":"ping"}""");
        await client.WaitForAsync("""^< {"type":"pong"}$""");
        await client.WriteLineAsync("/nonsense");
        await client.WaitForAsync("^'/nonsense' is unknown or incomplete");
        await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").SendToAllAsync("a line\u001b[2Jand a\nbreak");
        await client.WaitForAsync(@"^< server: a line \[2Jand a break$");
        if (protocol == "reliable-json")
        {
            await _emulator.Inspector.WaitForMessageAsync(message => message.Message is SequenceAckMessage { SequenceId: 4 });
        }

        await client.WriteLineAsync("/quit");
        (await client.WaitForExitAsync()).Should().Be(0);
        EmulatorConnectionEvent closed = await _emulator.Inspector.WaitForConnectionEventAsync(e => e.ConnectionId == id && e.Kind == EmulatorConnectionEventKind.Closed);
        closed.Status.Should().Be(1000);
    }

    [Fact]
    public async Task Connect_IsEndedByCtrlC_WithAClose()
    {
        string url = (await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").GetClientAccessUriAsync()).AbsoluteUri;
        await using RunningProcess client = tool.Start("connect", "--url", url, "--protocol", "raw");
        await client.WaitForAsync("^Connected to ");
        await client.WriteLineAsync("plain text");
        await client.WaitForAsync("^< heard plain text$");

        await using RunningProcess interrupt = RunningProcess.Start("kill", ["-INT", client.Id]);

        (await client.WaitForExitAsync()).Should().Be(0);
        (await _emulator.Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Closed)).Status.Should().Be(1000);
    }

    [Fact]
    public async Task Connect_PrintsTheCloseReasonOfTheService()
    {
        await using RunningProcess client = tool.Start("connect", "-c", _emulator.ConnectionString);
        string id = (await client.WaitForAsync("^< connected as connection (.*), user \\(anonymous\\)$")).Groups[1].Value;

        await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").CloseConnectionAsync(id, "enough");

        await client.WaitForAsync("^< disconnected: Application server closed the connection. Reason: enough$");
        await client.WaitForAsync("^The service closed the connection: 1000");
        (await client.WaitForExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Diagnose_WithAWorkingSetup_ReportsNoProblem()
    {
        await using EndToEndApp app = await EndToEndApp.StartAsync();

        (int exitCode, string output) = await tool.RunAsync(
            "diagnose", "-c", app.Emulator.ConnectionString, "--hub", "echo", "--handler", app.Address + "events/{hub}/{event}", "--connect");

        output.Should().NotContain("FAIL");
        exitCode.Should().Be(0);
        output.Split('\n').Select(line => line.Split(':')[0]).Should().Equal(
            "ok    Connection string", "ok    Reachability", "ok    Clock", "ok    Access key and token audience", "ok    Client",
            "ok    Event handler, validation", "ok    Event handler, signature");
    }

    [Theory]
    [InlineData("nonsense", "FAIL  Connection string", "Copy it again")]
    [InlineData("Endpoint=http://127.0.0.1:9;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;", "FAIL  Reachability: http://127.0.0.1:9/ can't be reached", "Start the emulator")]
    [InlineData("Endpoint=http://nowhere.invalid;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;", "FAIL  Reachability", "Correct the host name")]
    [InlineData("Endpoint={0};AccessKey=another-key-of-32-bytes-0123456789ABC;", "FAIL  Access key and token audience: rejected with 401", "The token is signed with another access key")]
    public async Task Diagnose_WithABadConnectionString_PrintsAdvice(string connectionString, string finding, string advice)
    {
        string given = connectionString.Replace("{0}", _emulator.Endpoint.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

        (int exitCode, string output) = await tool.RunAsync("diagnose", "-c", given);

        exitCode.Should().Be(1);
        output.Should().Contain(finding).And.Contain(advice).And.NotContain("another-key").And.NotContain("   at ");
    }

    [Fact]
    public async Task Diagnose_WithAWrongKey_DoesNotMentionTheEventHandler()
    {
        string wrong = $"Endpoint={_emulator.Endpoint.GetLeftPart(UriPartial.Authority)};AccessKey=another-key-of-32-bytes-0123456789ABC;";

        (int exitCode, string output) = await tool.RunAsync("diagnose", "-c", wrong, "--connect");

        exitCode.Should().Be(1);
        output.Should().Contain("The token is signed with another access key").And.NotContain("event handler");
    }

    /// <summary>The official Express handler does not answer OPTIONS requests without a version header. It answers 404 to unknown events.</summary>
    [Fact]
    public async Task Diagnose_WithTheOfficialHandler_Succeeds()
    {
        await using RunningProcess express = Repository.StartScript("express-bench.mjs", new Dictionary<string, string?>());
        string address = (await express.WaitForAsync("^http://.*$")).Value;

        (int exitCode, string output) = await tool.RunAsync("diagnose", "-c", _emulator.ConnectionString, "--handler", address + "/api/webpubsub/hubs/chat/");

        output.Should().Contain("ok    Event handler, validation: it accepts events from").And.Contain("?     Event handler, signature: a signed event was answered 404.");
        exitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("--urls", "http://+:0")]
    [InlineData("--urls", "http://*:0")]
    [InlineData("--urls", "http://0.0.0.0:0")]
    public async Task WildcardAddress_IsPrintedAsAReachableAddress(params string[] arguments)
    {
        await using RunningProcess process = tool.Start(arguments);

        await process.WaitForAsync(@"Endpoint=http://localhost:\d+;");
        await process.WaitForAsync("From other machines:");
        await process.WaitForAsync("--live-page turns it on");
        await process.WaitForAsync("Press Ctrl");
    }

    [Fact]
    public async Task FileOfTheServiceTeamsEmulator_IsAccepted_AndEventListenersAreLogged()
    {
        string file = tool.Write("team.json", """{"WebPubSub":{"Hubs":{"chat":{"EventListeners":[{"Endpoint":{"Type":"EventHub"}}]}}}}""");
        await using RunningProcess process = tool.Start("--urls", "http://127.0.0.1:0", "--config", file);

        string[] lines = ["Hub 'chat' has Event Hubs listeners", "Press Ctrl"]; // a separate thread writes the log
        await TestTimeout.UntilAsync(() => lines.All(line => process.Output.Contains(line, StringComparison.Ordinal)), () => $"both lines; there was:\n{process.Output}");
    }

    [Theory]
    [InlineData("/clients/mqtt/hubs/chat", "501 NotImplemented")]
    [InlineData("/nonsense", "404 NotFound. There is no client endpoint at this path. Clients connect to /client/hubs/{hub}.")]
    public async Task Connect_ToAnUnsupportedPath_PrintsTheStatus(string path, string text)
    {
        string authority = _emulator.Endpoint.Authority;

        (int exitCode, string output) = await tool.RunAsync("connect", "--url", $"ws://{authority}{path}");

        exitCode.Should().Be(1);
        output.Should().Contain(text);
    }

    [Theory]
    [InlineData(404, 200, "*", "No hub is mapped at this path")]
    [InlineData(200, 200, "elsewhere", "it answered 200 with elsewhere WebHook-Allowed-Origin")]
    [InlineData(200, 401, "*", "No signature of the event matches")]
    [InlineData(200, 500, "*", "The event handler failed")]
    public async Task Diagnose_ChecksTheEventHandler(int validation, int signature, string allowed, string message)
    {
        await using StubServer handler = await StubServer.StartAsync();
        for (int asked = 0; asked < (validation == 404 ? 2 : 1); asked++) // with OPTIONS, and then with GET
        {
            handler.Answers.Enqueue(StubServer.Status(validation, headers: ("WebHook-Allowed-Origin", allowed)));
        }

        handler.Default = StubServer.Status(signature);

        (int exitCode, string output) = await tool.RunAsync("diagnose", "-c", _emulator.ConnectionString, "--handler", handler.Address + "events?code=secret");

        exitCode.Should().Be(1);
        output.Should().Contain(message).And.NotContain("code=secret");
    }

    [Theory]
    [InlineData(2, "Unrecognized command or argument '--nonsense'. See webpubsub-emulator --help.", "--nonsense")]
    [InlineData(2, "Unrecognized command or argument 'nonsense'", "nonsense")]
    [InlineData(2, "Required argument missing for option: '--urls'", "--urls")]
    [InlineData(2, "Required argument missing for command: 'send'", "send")]
    [InlineData(2, "Use only one of --user, --group and --connection", "send", "--user", "a", "--group", "b", "text")]
    [InlineData(2, "'telnet' not recognized", "token", "--protocol", "telnet")]
    [InlineData(2, "--minutes must be at least 1", "token", "--minutes", "0")]
    [InlineData(2, "Cannot parse argument 'abc' for option '--minutes'", "token", "--minutes", "abc")]
    [InlineData(2, "--key must follow the command. See webpubsub-emulator token --help.", "--key", "K", "token")]
    [InlineData(1, "WebPubSub:AccesKey is not a setting of the emulator. Known settings: AdvertisedAddress, AccessKey", "--WebPubSub:AccesKey", "x")]
    [InlineData(1, "WebPubSub:TraceCapacity 'many' is invalid", "--WebPubSub:TraceCapacity=many")]
    [InlineData(1, "The event handler '/events' of hub 'chat' is a path", "--hub", "chat=/events")]
    [InlineData(1, "is invalid. Use one http or https URL", "--urls", "http://127.0.0.1:99999")]
    [InlineData(1, "is invalid. Use one http or https URL", "--urls", "ftp://127.0.0.1")]
    [InlineData(1, "WebPubSub:AccessKey must have at least 32 bytes", "--key", "short")]
    [InlineData(1, "--hub 'chat' is not name=url", "--hub", "chat")]
    [InlineData(1, "--hub '1chat' is not a valid hub name. Use a letter", "--hub", "1chat=http://localhost:5000")]
    [InlineData(1, "WebPubSub:Hubs:1chat is not a valid hub name. Use a letter", "--WebPubSub:Hubs:1chat:EventHandlers:0:UrlTemplate", "http://localhost:5000")]
    [InlineData(1, "' is a folder. Name a file in it with --config.", "--config", "/tmp")]
    [InlineData(2, "--group is empty. See", "send", "-g", "", "hi")]
    [InlineData(2, "--group is empty. See", "token", "-g", "")]
    [InlineData(2, "--connection-string is empty. See", "token", "-c", "")]
    [InlineData(1, "is not an absolute http or https URL", "--hub", "chat=ftp://localhost")]
    [InlineData(1, "There is no file 'nowhere.json'. Name an existing one with --config.", "--config", "nowhere.json")]
    [InlineData(1, "A hub name must start with a letter", "token", "--hub", "1chat")]
    [InlineData(1, "Endpoint", "token", "-c", "AccessKey=x")]
    [InlineData(1, "The message is not JSON", "send", "--json", "{")]
    [InlineData(1, "http://127.0.0.1:9/ can't be reached: Connection refused", "send", "-c", "Endpoint=http://127.0.0.1:9;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;", "hi")]
    [InlineData(1, "The service could not be reached: Connection refused", "connect", "-c", "Endpoint=http://127.0.0.1:9;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;")]
    [InlineData(1, "--url is not a ws:// or wss:// address", "connect", "--url", "http://x?access_token=t")]
    public async Task BadInput_IsOneLine_AndAnExitCode(int exitCode, string message, params string[] arguments)
    {
        (int actual, string output) = await tool.RunAsync(arguments);

        output.Split('\n').Should().ContainSingle().Which.Should().StartWith("webpubsub-emulator: ").And.Contain(message);
        actual.Should().Be(exitCode);
    }

    [Fact]
    public async Task WrongKey_IsOneLine()
    {
        string wrong = $"Endpoint={_emulator.Endpoint.GetLeftPart(UriPartial.Authority)};AccessKey=another-key-of-32-bytes-0123456789ABC;";
        foreach (string[] arguments in (string[][])[["send", "-c", wrong, "hi"], ["connect", "-c", wrong]])
        {
            (int exitCode, string output) = await tool.RunAsync(arguments);

            exitCode.Should().Be(1);
            output.Split('\n').Should().ContainSingle().Which.Should().Contain("401").And.NotContain("another-key");
        }
    }

    [Theory]
    [InlineData("{", "LineNumber: 0*Correct the file, or name another with --config.")]
    [InlineData("""{"Logging":{"LogLevel":{"Default":"Loud"}}}""", "Loud")]
    [InlineData("""{"WebPubSub":{"Hubs":{"chat":{"EventHandlers":[{"UrlTemplat":"x"}]}}}}""", "UrlTemplat is not a setting of the emulator. Known settings: UrlTemplate")]
    public async Task UnreadableConfiguration_IsOneLine(string json, string message)
    {
        (int exitCode, string output) = await tool.RunAsync("--config", tool.Write("broken.json", json));

        exitCode.Should().Be(1);
        output.Split('\n').Should().ContainSingle().Which.Should().Match($"*{message}*");
    }

    [Fact]
    public async Task ServiceThatNeverAnswers_IsOneLine()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        string connectionString = $"Endpoint=http://{silent.LocalEndpoint};AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;";

        (int exitCode, string output) = await tool.RunAsync("send", "-c", connectionString, "hi");

        exitCode.Should().Be(1);
        output.Split('\n').Should().ContainSingle().Which.Should().Contain("did not answer in time");
    }

    [Fact]
    public async Task MessageThatLooksLikeASetting_IsSent()
    {
        (int exitCode, string output) = await tool.RunAsync("send", "-c", _emulator.ConnectionString, "WebPubSub: it works");

        exitCode.Should().Be(0, output);
        _emulator.Inspector.RestCalls[^1].Body!.ToString().Should().Be("WebPubSub: it works");
    }

    [Theory]
    [InlineData("--live-page", "false")]
    [InlineData("--WebPubSub:EnableLivePage", "false")]
    public async Task LivePage_IsSwitchedOff(params string[] arguments)
    {
        await using RunningProcess process = tool.Start([.. arguments, "--urls", "http://127.0.0.1:0"]);
        string endpoint = (await process.WaitForAsync("Endpoint=(.*?);")).Groups[1].Value;
        await process.WaitForAsync("Press Ctrl");

        using var http = new HttpClient();
        (await http.GetAsync(new Uri(endpoint))).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
        process.Output.Should().NotContain("Live page:");
    }

    [Fact]
    public async Task OccupiedPort_IsOneLine()
    {
        (int exitCode, string output) = await tool.RunAsync("--urls", _emulator.Endpoint.AbsoluteUri);

        exitCode.Should().Be(1);
        output.Split('\n').Should().ContainSingle().Which.Should().Contain("address already in use. Choose another address with --urls.");
    }

    [Fact]
    public async Task HttpsWithoutACertificate_IsOneLine()
    {
        await using RunningProcess process = tool.Start(
            new Dictionary<string, string?> { ["HOME"] = Directory.CreateTempSubdirectory("webpubsub-home-").FullName, ["DOTNET_CLI_HOME"] = null }, "--urls", "https://localhost:0");

        (await process.WaitForExitAsync()).Should().Be(1);
        process.Output.Split('\n').Should().ContainSingle().Which.Should().Contain("dotnet dev-certs https --trust");
    }
}
