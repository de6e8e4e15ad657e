// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The tool as a user runs it.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task Start_PrintsTheConnectionString_AndAnswers()
    {
        int port = FreePort.Find();
        await using RunningProcess tool = Repository.StartTool(null, "--urls", $"http://127.0.0.1:{port}");

        string connectionString = (await tool.WaitForAsync("Endpoint=.*")).Value;

        connectionString.Should().Be($"Endpoint=http://127.0.0.1:{port};AccessKey={TestToken.Key};Version=1.0;");
        using var http = new HttpClient();
        (await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"http://127.0.0.1:{port}/api/health"))).StatusCode.Should().Be(HttpStatusCode.OK);
        await new WebPubSubServiceClient(connectionString, "chat").SendToAllAsync("m");
    }

    [Fact]
    public async Task Start_WithAnAdvertisedAddress_PrintsIt()
    {
        await using RunningProcess tool = Repository.StartTool(null, "--urls", "http://127.0.0.1:0", "--advertise", "localhost:9090");
        await tool.WaitForAsync("Press Ctrl");

        tool.Output.Should().Contain($"  Endpoint=http://localhost:9090;AccessKey={TestToken.Key};Version=1.0;")
            .And.Contain("  ws://localhost:9090/client/hubs/{hub}?access_token={token}")
            .And.Contain("Live page:\n  http://localhost:9090/")
            .And.NotContain("From other machines");
    }

    [Fact]
    public async Task Termination_ExitsWithoutAnError()
    {
        await using RunningProcess tool = Repository.StartTool(null, "--urls", "http://127.0.0.1:0");
        await tool.WaitForAsync("Press Ctrl");

        await using RunningProcess kill = RunningProcess.Start("kill", ["-TERM", tool.Id]);

        (await tool.WaitForExitAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("http/protobuf", true)]
    [InlineData("http/protobuf", false)]
    public async Task OtlpEndpoint_ReceivesTheActivities(string protocol, bool isOption)
    {
        await using StubServer collector = await StubServer.StartAsync();
        string[] option = isOption ? ["--otlp-endpoint", collector.Address.AbsoluteUri] : [];
        await using RunningProcess tool = Repository.StartTool(
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = isOption ? null : collector.Address.AbsoluteUri,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            },
            ["--urls", "http://127.0.0.1:0", .. option]);
        string connectionString = (await tool.WaitForAsync("Endpoint=.*")).Value;

        await new WebPubSubServiceClient(connectionString, "chat").SendToAllAsync("m");

        WireRequest export = await collector.NextRequestAsync();
        export.Target.Should().Be("/v1/traces");
        Encoding.UTF8.GetString(export.Body).Should().Contain("webpubsub-emulator").And.Contain("REST POST chat").And.NotContain(TestToken.Key);
    }

    [Fact]
    public async Task UrlsOfTheEnvironment_AreUsed()
    {
        await using RunningProcess tool = Repository.StartTool(new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });

        (await tool.WaitForAsync("Endpoint=([^;]*)")).Groups[1].Value.Should().StartWith("http://127.0.0.1:");
    }

    [Theory]
    [InlineData("--urls", "nonsense", "Urls 'nonsense'")]
    [InlineData("--otlp-endpoint", "localhost:4317", "The OTLP endpoint 'localhost:4317' is invalid. Use an http or https URL")]
    [InlineData("--urls", "ftp://127.0.0.1:1", "Urls 'ftp://127.0.0.1:1'")]
    [InlineData("--urls", "http://a:1;http://b:2", "Urls 'http://a:1;http://b:2'")]
    [InlineData("--urls", "http://192.0.2.1:8123", "Choose another address with --urls")]
    [InlineData("--urls", "http://192.0.2.1:0", "Choose another address with --urls")]
    [InlineData("--WebPubSub:Hubs:chat:EventHandlers:0:Auth:Type", "Basic", "WebPubSub:Hubs:chat:EventHandlers:0:Auth:Type")]
    [InlineData("--WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplat", "x", "EventHandlers:0:UrlTemplat is not a setting")]
    [InlineData("--advertise", "0.0.0.0:80", "WebPubSub:AdvertisedAddress '0.0.0.0:80' is invalid")]
    [InlineData("--WebPubSub:AccessKey", "short", "WebPubSub:AccessKey")]
    [InlineData("--WebPubSub:Hubs:chat:EventHandlers:0:EventPattern", "*", "WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate is missing")]
    public async Task BadSetting_StopsWithOneLine(string option, string value, string message)
    {
        await using RunningProcess tool = Repository.StartTool(null, option, value);

        (await tool.WaitForExitAsync()).Should().Be(1);

        tool.Output.Split('\n').Should().ContainSingle().Which.Should().Contain(message);
    }

    [Fact]
    public async Task TakenPort_StopsWithOneLine()
    {
        await using RunningProcess first = Repository.StartTool(null, "--urls", "http://127.0.0.1:0");
        string address = (await first.WaitForAsync("Endpoint=([^;]*)")).Groups[1].Value;
        await using RunningProcess second = Repository.StartTool(null, "--urls", address);

        (await second.WaitForExitAsync()).Should().Be(1);

        second.Output.Split('\n').Should().ContainSingle().Which.Should().Contain("address already in use");
    }
}
