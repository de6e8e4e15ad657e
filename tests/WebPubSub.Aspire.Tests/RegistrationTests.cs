// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.Aspire.Tests;

/// <summary>The registration of an application that an app host starts.</summary>
public sealed class RegistrationTests
{
    private const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    [Theory]
    [InlineData("Endpoint=http://localhost:8080;AccessKey=" + Key + ";Version=1.0;Hub=chat", "http://localhost:8080/", true, "chat")]
    [InlineData("Endpoint=http://localhost:8080;AccessKey=" + Key + ";Version=1.0;Hub=chat;", "http://localhost:8080/", true, "chat")]
    [InlineData("Endpoint=https://a.webpubsub.azure.com;Hub=chat", "https://a.webpubsub.azure.com/", false, "chat")]
    [InlineData("https://a.webpubsub.azure.com;Hub=chat", "https://a.webpubsub.azure.com/", false, "chat")]
    [InlineData("https://a.webpubsub.azure.com", "https://a.webpubsub.azure.com/", false, "ChatHub")]
    public void ConnectionString_OfTheAppHost_NamesEndpointCredentialAndHub(string connectionString, string endpoint, bool hasKey, string hub)
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", connectionString));
        builder.AddAzureWebPubSubServiceClient("web").AddHub<ChatHub>();
        using IHost host = builder.Build();

        WebPubSubServiceEndpoint found = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!;

        found.Endpoint.Should().Be(new Uri(endpoint));
        (found.KeyCredential is not null).Should().Be(hasKey);
        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Hub.Should().Be(hub);
    }

    [Fact]
    public void Client_WithoutAHubClass_HasTheHubOfTheConnectionString()
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", $"Endpoint=http://localhost:8080;AccessKey={Key};Hub=chat"));
        builder.AddAzureWebPubSubServiceClient("web");
        using IHost host = builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient>().Hub.Should().Be("chat");
    }

    [Fact]
    public void Client_WithoutAHub_HasAMessage()
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", $"Endpoint=http://localhost:8080;AccessKey={Key}"));
        builder.AddAzureWebPubSubServiceClient("web");
        using IHost host = builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<WebPubSubServiceClient>()).Should().Throw<InvalidOperationException>()
            .WithMessage("WebPubSubServiceClient needs the name of a hub. *WithReference*");
    }

    [Fact]
    public void Settings_OfTheSection_OfTheConnection_AndOfCode_ApplyInThisOrder()
    {
        HostApplicationBuilder builder = Create(
            ("Aspire:Azure:Messaging:WebPubSub:HubName", "one"),
            ("Aspire:Azure:Messaging:WebPubSub:Endpoint", "https://one.webpubsub.azure.com"),
            ("Aspire:Azure:Messaging:WebPubSub:web:HubName", "two"),
            ("Aspire:Azure:Messaging:WebPubSub:web:DisableHealthChecks", "true"));
        AzureMessagingWebPubSubSettings? seen = null;

        builder.AddAzureWebPubSubServiceClient("web", settings =>
        {
            settings.HubName.Should().Be("two");
            settings.HubName = "three";
            settings.Credential = new FakeCredential();
            seen = settings;
        });
        using IHost host = builder.Build();

        seen!.Endpoint.Should().Be(new Uri("https://one.webpubsub.azure.com"));
        seen.DisableHealthChecks.Should().BeTrue();
        host.Services.GetRequiredService<WebPubSubServiceClient>().Hub.Should().Be("three");
        host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!.TokenCredential.Should().BeSameAs(seen.Credential);
    }

    [Fact]
    public void ClientOptions_OfConfigurationAndCode_ApplyToAllClients()
    {
        HostApplicationBuilder builder = Create(
            ("ConnectionStrings:web", $"Endpoint=http://localhost:8080;AccessKey={Key};Hub=chat"),
            ("Aspire:Azure:Messaging:WebPubSub:ClientOptions:Retry:MaxRetries", "7"),
            ("Aspire:Azure:Messaging:WebPubSub:web:ClientOptions:Retry:Delay", "00:00:02"));

        builder.AddAzureWebPubSubServiceClient(
            "web", configureClientBuilder: client => client.ConfigureOptions(options => options.Retry.MaxDelay = TimeSpan.FromSeconds(9)));
        using IHost host = builder.Build();

        RetryOptions retry = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!.ClientOptions.Retry;
        retry.Should().BeEquivalentTo(new { MaxRetries = 7, Delay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(9) });
    }

    [Fact]
    public void KeyedClients_AreSeparate()
    {
        HostApplicationBuilder builder = Create(
            ("ConnectionStrings:one", $"Endpoint=http://localhost:8081;AccessKey={Key};Hub=first"),
            ("ConnectionStrings:two", $"Endpoint=http://localhost:8082;AccessKey={Key};Hub=second"));
        builder.AddKeyedAzureWebPubSubServiceClient("one", "a");
        builder.AddKeyedAzureWebPubSubServiceClient("two", "b");
        using IHost host = builder.Build();

        host.Services.GetRequiredKeyedService<WebPubSubServiceClient>("a").Should().BeEquivalentTo(new { Hub = "first", Endpoint = new Uri("http://localhost:8081") });
        host.Services.GetRequiredKeyedService<WebPubSubServiceClient>("b").Should().BeEquivalentTo(new { Hub = "second", Endpoint = new Uri("http://localhost:8082") });
    }

    [Fact]
    public void SameConnectionTwice_HasAMessage()
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", $"Endpoint=http://localhost:8080;AccessKey={Key}"));
        builder.AddKeyedAzureWebPubSubServiceClient("web", "a");
        builder.AddAzureWebPubSubServiceClient("web"); // the keyed one is another resource

        builder.Invoking(again => again.AddAzureWebPubSubServiceClient("web")).Should().Throw<InvalidOperationException>()
            .WithMessage("A Web PubSub resource is already registered. Register further resources with AddKeyedAzureWebPubSubServiceClient.");
        builder.Invoking(again => again.AddKeyedAzureWebPubSubServiceClient("web", "a")).Should().Throw<InvalidOperationException>()
            .WithMessage("*the key 'a' is already registered*");
    }

    [Fact]
    public void HealthChecks_OfOneConnection_HaveDifferentNames()
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", $"Endpoint=http://localhost:8080;AccessKey={Key}"));
        builder.AddAzureWebPubSubServiceClient("web");
        builder.AddKeyedAzureWebPubSubServiceClient("web", "a");
        builder.AddKeyedAzureWebPubSubServiceClient("web", "b");
        using IHost host = builder.Build();

        host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => check.Name)
            .Should().Equal("webpubsub_web", "webpubsub_web_a", "webpubsub_web_b");
        host.Services.GetRequiredService<HealthCheckService>().Should().NotBeNull("it rejects checks of the same name");
    }

    [Fact]
    public async Task MissingConnectionString_StopsTheStart_WithItsName()
    {
        HostApplicationBuilder builder = Create();
        builder.AddAzureWebPubSubServiceClient("web").AddHub<ChatHub>();
        using IHost host = builder.Build();

        (await host.Awaiting(app => app.StartAsync()).Should().ThrowAsync<OptionsValidationException>()
            .WithMessage("The connection string 'web' of Azure Web PubSub is missing. Start the application from its app host*ConnectionStrings__web*")).Which.Failures.Should().ContainSingle();
    }

    [Theory]
    [InlineData("AccessKey=secret-value-of-a-key")]
    [InlineData("not a connection string but secret-value")]
    [InlineData("Endpoint=nonsense;Hub=secret-value")]
    public void InvalidConnectionString_HasAMessage_WithoutTheValue(string connectionString)
    {
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", connectionString));

        Exception failure = builder.Invoking(invalid =>
        {
            invalid.AddAzureWebPubSubServiceClient("web");
            using IHost host = invalid.Build();
            _ = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value;
        }).Should().Throw<Exception>().Which;

        failure.ToString().Should().NotContain("secret-value");
        failure.Message.Should().Contain("Endpoint=https://");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HealthCheck_IsOn_UnlessItIsTurnedOff(bool isOff)
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = StubServer.Status(200);
        HostApplicationBuilder builder = Create(("ConnectionStrings:web", $"Endpoint={service.Address};AccessKey={Key};Hub=chat"));
        builder.AddAzureWebPubSubServiceClient("web", settings => settings.DisableHealthChecks = isOff);
        builder.Services.AddHealthChecks();
        using IHost host = builder.Build();

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Status.Should().Be(HealthStatus.Healthy);
        report.Entries.Keys.Should().BeEquivalentTo(isOff ? [] : new[] { "webpubsub_web" });
    }

    private static HostApplicationBuilder Create(params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    private sealed class ChatHub : WebPubSubHub;

    private sealed class FakeCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
