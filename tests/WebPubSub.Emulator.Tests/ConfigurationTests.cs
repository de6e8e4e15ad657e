// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Configuration in the format of the service team's emulator, and configuration changes while the emulator runs.</summary>
public sealed class ConfigurationTests
{
    private const string Hub = "WebPubSub:Hubs:chat:";
    private const string Handler = Hub + "EventHandlers:0:";

    [Fact]
    public async Task ChangedHandlers_AreUsedFromTheNextEventOn_AndConnectionsStay()
    {
        await using StubServer first = await StartHandlerAsync();
        await using StubServer second = await StartHandlerAsync();
        using IHost host = await StartAsync(new() { [Handler + "UrlTemplate"] = first.Address + "a", [Handler + "EventPattern"] = "*" });
        using TestSocket socket = await ConnectAsync(host);
        await RaiseAsync(socket, 1);

        Change(host, new() { [Handler + "UrlTemplate"] = second.Address + "b", [Handler + "EventPattern"] = "*", [Hub + "AnonymousConnectPolicy"] = "allow" });
        await RaiseAsync(socket, 2);

        first.TakeRequests().Select(request => request.Target).Should().Equal("/a", "/a");
        second.TakeRequests().Select(request => request.Target).Should().Equal("/b", "/b");
        using TestSocket anonymous = await TestSocket.ConnectAsync(new Uri($"ws://{host.Services.GetRequiredService<WebPubSubEmulator>().Endpoint.Authority}/client/hubs/chat"));
        await host.StopAsync();
    }

    [Fact]
    public async Task InvalidChange_KeepsTheSettings()
    {
        await using StubServer handler = await StartHandlerAsync();
        using IHost host = await StartAsync(new() { [Handler + "UrlTemplate"] = handler.Address + "a", [Handler + "EventPattern"] = "*" });
        using TestSocket socket = await ConnectAsync(host);

        Change(host, new() { [Handler + "UrlTemplate"] = "tunnel:///a" });
        await RaiseAsync(socket, 1);

        handler.TakeRequests().Should().NotBeEmpty();
        await host.StopAsync();
    }

    [Fact]
    public async Task HubSettings_AreRead()
    {
        using IHost host = await StartAsync(new()
        {
            [Hub + "AnonymousConnectPolicy"] = "Allow",
            [Hub + "WebSocketKeepAliveIntervalInSeconds"] = "7",
            [Handler + "UrlTemplate"] = "http://localhost/",
            [Handler + "Auth:Type"] = "ManagedIdentity",
            [Handler + "Auth:ManagedIdentity:Resource"] = "api://handler",
            ["WebPubSub:SecondaryAccessKey"] = new string('k', 32),
            ["WebPubSub:EnablePreviewFeatures"] = "false",
        });

        WebPubSubEmulatorOptions options = host.Services.GetRequiredService<IOptions<WebPubSubEmulatorOptions>>().Value;
        options.SecondaryAccessKey.Should().Be(new string('k', 32));
        options.EnablePreviewFeatures.Should().BeFalse();
        options.Hubs["CHAT"].AllowAnonymous.Should().BeTrue();
        options.Hubs["chat"].WebSocketKeepAliveInterval.Should().Be(TimeSpan.FromSeconds(7));
        options.Hubs["chat"].EventHandlers.Single().ManagedIdentityResource.Should().Be("api://handler");
        await host.StopAsync();
    }

    [Theory]
    [InlineData(Hub + "AnonymousConnectPolicy", "maybe")]
    [InlineData(Hub + "WebSocketKeepAliveIntervalInSeconds", "0")]
    [InlineData(Hub + "WebSocketKeepAliveIntervalInSeconds", "121")]
    [InlineData(Hub + "WebSocketKeepAliveIntervalInSeconds", "x")]
    [InlineData(Hub + "Listeners:0:SystemEvents:0", "connected")]
    [InlineData(Handler + "UrlTemplate", "tunnel:///a")]
    [InlineData(Handler + "UrlTemplate", "http://localhost/{@Microsoft.KeyVault(SecretUri=https://vault)}")]
    [InlineData(Handler + "Auth:Type", "Other")]
    [InlineData(Handler + "Auth:Typo", "None")]
    [InlineData("WebPubSub:SecondaryAccessKey", "short")]
    [InlineData("WebPubSub:EnablePreviewFeatures", "perhaps")]
    public async Task InvalidSetting_FailsTheStart_AndIsNamed(string path, string value)
    {
        string named = path.Contains("Listeners", StringComparison.Ordinal) ? Hub + "Listeners" : path.EndsWith("Typo", StringComparison.Ordinal) ? Handler + "Auth:Typo" : path;

        (await FluentActions.Awaiting(() => StartAsync(new() { [path] = value })).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain(named);
    }

    [Fact]
    public async Task IdentityWithoutAResource_FailsTheStart() =>
        (await FluentActions.Awaiting(() => StartAsync(new() { [Handler + "Auth:Type"] = "ManagedIdentity" })).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().Contain(Handler + "Auth:ManagedIdentity:Resource");

    [Fact]
    public async Task InvalidFile_IsLogged_AndKeepsTheSettings()
    {
        await using StubServer handler = await StartHandlerAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string file = Path.Combine(folder.FullName, "emulator.json");
        string other = Path.Combine(folder.FullName, "other.json");
        string Settings(string pattern) =>
            $$$$$"""{"WebPubSub":{"Hubs":{"chat":{"EventHandlers":[{"UrlTemplate":"{{{{{handler.Address}}}}}events","EventPattern":"{{{{{pattern}}}}}"}]}}}}""";
        await File.WriteAllTextAsync(file, Settings("e"));
        await File.WriteAllTextAsync(other, "{}");
        var logs = new CapturedLogs();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true).AddJsonFile(other, optional: false, reloadOnChange: true);
        builder.Logging.AddProvider(logs);
        builder.Services.AddWebPubSubEmulator(builder.Configuration);
        builder.Services.Configure<WebPubSubEmulatorOptions>(options => options.Port = 0);
        using IHost host = builder.Build();
        await host.StartAsync();
        using TestSocket socket = await ConnectAsync(host);

        await File.WriteAllTextAsync(file, "{ not JSON");
        await TestTimeout.UntilAsync(() => logs.All.Contains("The emulator keeps the previous settings. Failed to load configuration from file"), "the log line");
        IChangeToken changed = ((IConfigurationRoot)builder.Configuration).GetReloadToken();
        await File.WriteAllTextAsync(other, """{"Other":"changed"}""");
        await TestTimeout.UntilAsync(() => changed.HasChanged, "the change of the other file");
        await RaiseAsync(socket, ackId: 1);

        await File.WriteAllTextAsync(file, Settings("f"));
        await TestTimeout.UntilAsync(() => logs.All.Contains("uses the new settings of 1 hubs"), "the settings of the mended file");
        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":2}""");
        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":false");

        await File.WriteAllTextAsync(file, "{ broken again");
        await TestTimeout.UntilAsync(() => logs.Lines.Count(line => line.Contains("The emulator keeps the previous settings.")) >= 2, "the second log line");
        await File.WriteAllTextAsync(file, "{}");
        await TestTimeout.UntilAsync(() => logs.All.Contains("uses the new settings of 0 hubs"), "the empty file");
        await host.StopAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<IHost> StartAsync(Dictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddWebPubSubEmulator(builder.Configuration);
        builder.Services.Configure<WebPubSubEmulatorOptions>(options => options.Port = 0);
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static void Change(IHost host, Dictionary<string, string?> settings)
    {
        var root = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        foreach ((string key, string? value) in settings)
        {
            root[key] = value;
        }

        root.Reload();
    }

    private static async Task<StubServer> StartHandlerAsync()
    {
        StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        return handler;
    }

    private static async Task<TestSocket> ConnectAsync(IHost host) =>
        (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(host.Services.GetRequiredService<WebPubSubEmulator>().Endpoint))).Socket;

    private static async Task RaiseAsync(TestSocket socket, int ackId)
    {
        await socket.SendTextAsync($$"""{"type":"event","event":"e","data":1,"ackId":{{ackId}}}""");
        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true");
    }
}
