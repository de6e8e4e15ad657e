// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.Presence;

namespace WebPubSub.IntegrationTests;

public sealed class PresenceExamplesTests
{
    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("extensions/WebPubSub.Presence/README.md", "PresenceExamples.cs");

    [Fact]
    public void Readme_SnippetsOfRedis_MatchTheCompiledCode()
    {
        ReadmeSnippets.ShouldBeCompiled("extensions/WebPubSub.Presence.Redis/README.md", "RedisPresenceExamples.cs");
        RedisPresenceExamples.Add(new ServiceCollection(), new ConfigurationBuilder().Build());
    }

    [Fact]
    public void Readme_Snippet_RegistersPresence_AndItsEvents()
    {
        IServiceCollection services = new ServiceCollection().AddLogging();
        PresenceExamples.Add(services, new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:WebPubSub", "Endpoint=http://localhost:1;AccessKey=a;Version=1.0;")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        WebPubSubHubRegistration hub = provider.GetRequiredService<WebPubSubHubRegistry>().Hubs.Single();
        hub.Events.ToString().Should().Be("connect, connected, disconnected, joined, left");
        provider.GetService(typeof(IWebPubSubPresence<>).MakeGenericType(hub.HubType)).Should().NotBeNull();
    }
}
