// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>An emulator whose clients reach it at another address than the one on which it listens.</summary>
public sealed class AdvertisedAddressTests
{
    private const string Foreign = "emulator.example.test";

    [Fact]
    public async Task PortMapping_CarriesRestCallsClientsAndEvents()
    {
        await using var mapping = new PortMapping();
        await using StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(204, headers: ("WebHook-Allowed-Origin", "*"));
        await using WebPubSubEmulator emulator = await StartAsync(
            $"localhost:{mapping.Port}", options => options.AddEventHandler("chat", new Uri(handler.Address, "/eventhandler").AbsoluteUri));
        mapping.Target = emulator.Endpoint.Port;
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");

        Uri url = await service.GetClientAccessUriAsync(userId: "ann");
        using TestSocket client = await TestSocket.ConnectAsync(url);
        await service.SendToAllAsync("Hello");

        url.Authority.Should().Be($"localhost:{mapping.Port}");
        (await client.ReceiveTextAsync()).Should().Be("Hello");
        (await handler.NextRequestAsync()).Header("WebHook-Request-Origin").Should().Be("localhost"); // the validation
        (await handler.NextRequestAsync()).Header("WebHook-Request-Origin").Should().Be("localhost"); // the connect event
        using var http = new HttpClient();
        (await http.GetStringAsync($"http://localhost:{mapping.Port}/")).Should().Contain("<html");
    }

    [Theory]
    [InlineData("localhost", "http://localhost:{port}")]
    [InlineData("localhost:9090", "http://localhost:9090")]
    [InlineData("localhost:80", "http://localhost")]
    [InlineData("[::1]", "http://[::1]:{port}")]
    [InlineData("[::1]:9090", "http://[::1]:9090")]
    [InlineData("https://emulator.example.test", "https://emulator.example.test")]
    [InlineData("https://emulator.example.test:8443/", "https://emulator.example.test:8443")]
    public async Task ConnectionString_WithAnAdvertisedAddress_ContainsIt(string address, string expected)
    {
        await using WebPubSubEmulator emulator = await StartAsync(address);

        emulator.ConnectionString.Should().StartWith($"Endpoint={expected.Replace("{port}", $"{emulator.Endpoint.Port}", StringComparison.Ordinal)};AccessKey=");
        emulator.IdentityAuthority.Authority.Should().Be(emulator.AdvertisedEndpoint.Authority);
        emulator.Endpoint.Host.Should().Be("127.0.0.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("localhost:70000")]
    [InlineData("localhost:port")]
    [InlineData("localhost:0")]
    [InlineData("::1")]
    [InlineData("0.0.0.0:8080")]
    [InlineData("[::]:8080")]
    [InlineData("localhost/path")]
    [InlineData("localhost:8080?a=b")]
    [InlineData("user@localhost")]
    [InlineData("localhost;AccessKey=x")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost/client")]
    public async Task AdvertisedAddress_ThatIsInvalid_Throws(string address)
    {
        Func<Task> start = () => StartAsync(address);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle()
            .Which.Should().StartWith($"WebPubSub:AdvertisedAddress '{address}' is invalid. Use the host that clients reach");
    }

    [Fact]
    public async Task Configuration_SetsTheAdvertisedAddress()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WebPubSub:AdvertisedAddress", "localhost:9090")]).Build();
        await using ServiceProvider services = new ServiceCollection().AddLogging()
            .AddWebPubSubEmulator(configuration).Configure<WebPubSubEmulatorOptions>(options => options.Port = 0).BuildServiceProvider();

        services.GetRequiredService<WebPubSubEmulator>().AdvertisedEndpoint.Should().Be(new Uri("http://localhost:9090"));
    }

    // A proxy can replace the Host header, so the token has another host than the request.
    [Theory]
    [InlineData(Foreign, HttpStatusCode.Accepted)]
    [InlineData("other.example.test", HttpStatusCode.Unauthorized)]
    public async Task RestCall_WithATokenForAHost_NeedsTheAdvertisedHost(string host, HttpStatusCode expected)
    {
        await using WebPubSubEmulator emulator = await StartAsync(Foreign + ":9090");
        using var http = new HttpClient { BaseAddress = emulator.Endpoint };
        const string Path = "/api/hubs/chat/:send?api-version=2024-12-01";
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent("Hello") };
        request.Headers.Authorization = new("Bearer", TestToken.Create($"http://{host}:9090{Path}"));

        using HttpResponseMessage response = await http.SendAsync(request);

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task LivePage_WithAnAdvertisedAddressOfAnotherMachine_IsOff()
    {
        await using WebPubSubEmulator emulator = await StartAsync(Foreign);

        emulator.HasLivePage.Should().BeFalse();
        (await GetStatusAsync(emulator, "/", Foreign)).Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Foreign, HttpStatusCode.OK)]
    [InlineData("other.example.test", HttpStatusCode.Forbidden)]
    public async Task LivePage_ThatIsTurnedOn_IsAvailableUnderTheAdvertisedHostOnly(string host, HttpStatusCode expected)
    {
        await using WebPubSubEmulator emulator = await StartAsync(Foreign, options => options.EnableLivePage = true);

        (await GetStatusAsync(emulator, "/", host)).Should().Be(expected);
    }

    [Theory]
    [InlineData(Foreign, "http://" + Foreign, HttpStatusCode.Unauthorized)] // the page itself; the call has no token
    [InlineData(Foreign, "http://other.example.test", HttpStatusCode.Forbidden)]
    [InlineData("other.example.test", "http://other.example.test", HttpStatusCode.Forbidden)]
    public async Task RestCall_OfAWebPage_NeedsTheOriginOfTheAdvertisedHost(string host, string origin, HttpStatusCode expected)
    {
        await using WebPubSubEmulator emulator = await StartAsync(Foreign);

        (await GetStatusAsync(emulator, "/api/hubs/chat/:send?api-version=2024-12-01", host, origin)).Should().Be(expected);
    }

    [Fact]
    public async Task UnvalidatedTokens_WithAnAdvertisedAddressOfAnotherMachine_Throws()
    {
        Func<Task> start = () => StartAsync(Foreign, options => options.AllowUnvalidatedEntraTokens = true);

        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage($"*AllowUnvalidatedEntraTokens*AdvertisedAddress '{Foreign}'*");
    }

    private static Task<WebPubSubEmulator> StartAsync(string address, Action<WebPubSubEmulatorOptions>? configure = null)
    {
        var options = new WebPubSubEmulatorOptions { Host = "127.0.0.1", Port = 0, AdvertisedAddress = address };
        configure?.Invoke(options);
        return WebPubSubEmulator.StartAsync(options);
    }

    private static async Task<HttpStatusCode> GetStatusAsync(WebPubSubEmulator emulator, string path, string host, string? origin = null)
    {
        using var http = new HttpClient { BaseAddress = emulator.Endpoint };
        using var request = new HttpRequestMessage(origin is null ? HttpMethod.Get : HttpMethod.Post, path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
