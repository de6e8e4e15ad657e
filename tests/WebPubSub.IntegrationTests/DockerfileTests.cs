// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.RegularExpressions;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The commands of the Dockerfile, without Docker. They build the portable tool, so they must not run while the tests of the packed tool pack it.</summary>
[Trait("Category", "Long")]
[Collection(PackedTool.Name)]
public sealed class DockerfileTests : IDisposable
{
    private readonly string _dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "eng", "docker", "Dockerfile"));
    private readonly string _app = Directory.CreateTempSubdirectory("webpubsub-docker-").FullName;

    public void Dispose() => Directory.Delete(_app, recursive: true);

    [Fact]
    public void FirstLine_SaysThatTheImageIsNotBuilt() =>
        _dockerfile.Should().StartWith("# This file has not been built by this repository's CI, because the CI has no Docker engine.");

    [Fact]
    public async Task PublishAndEntryPoint_RunTheEmulator_BehindItsAdvertisedAddress()
    {
        string[] publish = Find("^RUN (.+)$").Split(' ');
        await using (RunningProcess process = RunningProcess.Start(
            publish[0], publish[1..].Select(argument => argument == "/app" ? _app : argument), workingDirectory: Repository.Root))
        {
            (await process.WaitForExitAsync(isLong: true)).Should().Be(0, "{0}", process.Output);
        }

        string[] entryPoint = JsonSerializer.Deserialize<string[]>(Find("^ENTRYPOINT (.+)$"))!;
        string[] urls = Find("^ENV (.+)$").Split('=');
        await using var mapping = new PortMapping();
        await using RunningProcess emulator = RunningProcess.Start(
            entryPoint[0],
            [.. entryPoint[1..], "--advertise", $"localhost:{mapping.Port}"],
            new Dictionary<string, string?> { [urls[0]] = $"http://127.0.0.1:{mapping.Target = FreePort.Find()}" }, // 0.0.0.0 would open the test to the network
            _app);
        string connectionString = (await emulator.WaitForAsync("Endpoint=.*;")).Value;
        await emulator.WaitForAsync("Press Ctrl");
        var service = new WebPubSubServiceClient(connectionString, "chat");
        using TestSocket client = await TestSocket.ConnectAsync(await service.GetClientAccessUriAsync());

        await service.SendToAllAsync("Hello");

        (await client.ReceiveTextAsync()).Should().Be("Hello");
        service.Endpoint.Port.Should().Be(mapping.Port);
        urls[1].Should().Be("http://0.0.0.0:8080");
        Find("^EXPOSE (.+)$").Should().Be("8080");
    }

    private string Find(string pattern) => Regex.Match(_dockerfile, pattern, RegexOptions.Multiline).Groups[1].Value;
}
