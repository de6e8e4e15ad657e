// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>The resources of an app host that does not run.</summary>
public sealed class AppModelTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();

    [Fact]
    public void AddHub_WithTheSameHub_ReturnsTheFirst()
    {
        IResourceBuilder<AzureWebPubSubResource> webPubSub = _builder.AddAzureWebPubSub("web");
        IResourceBuilder<AzureWebPubSubHubResource> hub = webPubSub.AddHub("chat-hub", "chat");

        webPubSub.AddHub("chat-hub", "CHAT").Resource.Should().BeSameAs(hub.Resource);
        webPubSub.Invoking(again => again.AddHub("other", "chat")).Should().Throw<InvalidOperationException>()
            .WithMessage("Hub 'chat' of 'web' is already the resource 'chat-hub'. Use that resource instead of 'other'.");
        hub.Resource.Should().BeEquivalentTo(new { Name = "chat-hub", HubName = "chat" });
        webPubSub.AddHub("plain").Resource.HubName.Should().Be("plain");
    }

    [Fact]
    public void AddHub_WithAnInvalidName_HasAMessage()
    {
        IResourceBuilder<AzureWebPubSubResource> webPubSub = _builder.AddAzureWebPubSub("web");

        webPubSub.Invoking(invalid => invalid.AddHub("my-chat")).Should().Throw<ArgumentException>().WithMessage("'my-chat' *").WithParameterName("hubName");
        webPubSub.AddHub("my-chat", "chat").Resource.HubName.Should().Be("chat");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TwoResources_OfOneName_HaveAMessage(bool isEmulator)
    {
        IResourceBuilder<AzureWebPubSubResource> first = _builder.AddAzureWebPubSub("web");
        _ = isEmulator ? first.RunAsEmulator() : first;

        _builder.Invoking(again => again.AddAzureWebPubSub("web")).Should().Throw<DistributedApplicationException>().WithMessage("*'web'*already exists*");
    }

    [Fact]
    public void EventHandler_WithoutAnEndpoint_HasAMessage()
    {
        IResourceBuilder<ExecutableResource> app = _builder.AddExecutable("app", "app", ".");

        _builder.AddAzureWebPubSub("web").AddHub("chat").Invoking(hub => hub.AddEventHandler(app)).Should().Throw<InvalidOperationException>()
            .WithMessage("'app' has no http or https endpoint, so it cannot handle the events of hub 'chat'. Add one with WithHttpEndpoint()*");
    }

    [Fact]
    public void EventHandlers_WithACommonEvent_HaveAMessage()
    {
        IResourceBuilder<AzureWebPubSubHubResource> hub = _builder.AddAzureWebPubSub("web").AddHub("chat")
            .AddEventHandler($"http://localhost:5000/one", "say, ask", ["connect"])
            .AddEventHandler($"http://localhost:5000/two", "tell", ["connected"]);

        hub.Invoking(again => again.AddEventHandler($"http://localhost:5000/three", "ask")).Should().Throw<InvalidOperationException>()
            .WithMessage("Hub 'chat' has two event handlers for 'ask': http://localhost:5000/one and http://localhost:5000/three. *");
        hub.Invoking(again => again.AddEventHandler($"http://localhost:5000/three", "other", ["Connected"])).Should().Throw<InvalidOperationException>()
            .WithMessage("*two event handlers for 'connected'*");
    }

    [Fact]
    public void EventHandler_OfAnApp_HasItsHttpEndpoint_AndAllSystemEvents()
    {
        IResourceBuilder<ExecutableResource> app = _builder.AddExecutable("app", "app", ".").WithHttpsEndpoint().WithHttpEndpoint();

        AzureWebPubSubHubResource hub = _builder.AddAzureWebPubSub("web").AddHub("chat").AddEventHandler(app, "events").Resource;

        hub.EventHandlers.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { UserEventPattern = "*", SystemEvents = new[] { "connect", "connected", "disconnected" } });
        hub.EventHandlers[0].Url.ValueExpression.Should().Be("{app.bindings.http.url}/events");
    }

    [Fact]
    public void EventHandler_AfterOneForAllUserEvents_HasAMessage()
    {
        IResourceBuilder<AzureWebPubSubHubResource> hub = _builder.AddAzureWebPubSub("web").AddHub("chat")
            .AddEventHandler($"http://localhost:5000/one", "say")
            .AddEventHandler($"http://localhost:5000/two")
            .AddEventHandler($"http://localhost:5000/three", "", ["connect"]);

        hub.Invoking(again => again.AddEventHandler($"http://localhost:5000/four", "tell")).Should().Throw<InvalidOperationException>().WithMessage("*for 'tell'*/two and *");
        hub.Resource.EventHandlers[2].ToEvents().UserEventPattern.Should().BeNull();
    }

    [Fact]
    public void EventHandler_OfAnApp_FindsAnEndpointOfAnotherName()
    {
        IResourceBuilder<ExecutableResource> app = _builder.AddExecutable("app", "app", ".").WithHttpEndpoint(name: "web");

        AzureWebPubSubHubResource hub = _builder.AddAzureWebPubSub("service").AddHub("chat").AddEventHandler(app).Resource;

        hub.EventHandlers[0].Url.ValueExpression.Should().Be("{app.bindings.web.url}/eventhandler");
    }

    [Fact]
    public void RunAsEmulator_Twice_HasAMessage()
    {
        IResourceBuilder<AzureWebPubSubResource> emulator = _builder.AddAzureWebPubSub("web").RunAsEmulator();

        emulator.Invoking(again => again.RunAsEmulator()).Should().Throw<InvalidOperationException>().WithMessage("RunAsEmulator was called twice on 'web'*");
    }

    [Fact]
    public void AsExisting_OfTheEmulator_HasAMessage()
    {
        IResourceBuilder<ParameterResource> parameter = _builder.AddParameter("connection", secret: true);

        _builder.AddAzureWebPubSub("web").RunAsEmulator().Invoking(emulator => emulator.AsExisting(parameter)).Should().Throw<InvalidOperationException>()
            .WithMessage("'web' is the emulator*");
    }

    [Theory]
    [InlineData("Endpoint=https://a.webpubsub.azure.com;AccessKey=key;Version=1.0;", "Endpoint=https://a.webpubsub.azure.com;AccessKey=key;Version=1.0")]
    [InlineData("https://a.webpubsub.azure.com", "Endpoint=https://a.webpubsub.azure.com")]
    public async Task ExistingResource_PassesItsConnectionString_WithTheHub(string value, string expected)
    {
        _builder.Configuration["ConnectionStrings:web"] = value;
        _builder.Configuration["Parameters:other"] = value;

        AzureWebPubSubHubResource configured = _builder.AddAzureWebPubSub("web").AddHub("chat").Resource;
        AzureWebPubSubResource parameter = _builder.AddAzureWebPubSub("second").AsExisting(_builder.AddParameter("other", secret: true)).Resource;

        (await configured.ConnectionStringExpression.GetValueAsync(TestContext.Current.CancellationToken)).Should().Be(expected + ";Hub=chat");
        (await parameter.ConnectionStringExpression.GetValueAsync(TestContext.Current.CancellationToken)).Should().Be(expected);
    }

    [Fact]
    public async Task MissingConnectionString_HasAMessage()
    {
        AzureWebPubSubResource resource = _builder.AddAzureWebPubSub("web").Resource;

        await resource.Awaiting(missing => missing.ConnectionStringExpression.GetValueAsync(TestContext.Current.CancellationToken).AsTask())
            .Should().ThrowAsync<MissingParameterValueException>().WithMessage("The connection string of Azure Web PubSub 'web' is missing. Call RunAsEmulator()*ConnectionStrings:web*");
    }

    [Fact]
    public void Emulator_NeedsNoParameter()
    {
        _builder.AddAzureWebPubSub("web").RunAsEmulator().Resource.IsEmulator.Should().BeTrue();

        _builder.Resources.OfType<ParameterResource>().Should().BeEmpty();
    }
}
