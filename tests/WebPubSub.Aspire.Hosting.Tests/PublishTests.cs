// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Aspire.Hosting;

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>The manifest of a published app host.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task PublishedApp_HasAParameterInsteadOfTheEmulator()
    {
        string folder = Directory.CreateTempSubdirectory("webpubsub-publish-").FullName;
        try
        {
            string file = Path.Combine(folder, "manifest.json");
            IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
            {
                Args = ["--operation", "publish", "--publisher", "manifest", "--output-path", file],
                DisableDashboard = true,
            });
            builder.AddAzureWebPubSub("web").RunAsEmulator().AddHub("chat-hub", "chat");

            using DistributedApplication app = builder.Build();
            await app.RunAsync(TestContext.Current.CancellationToken);

            JsonElement resources = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("resources");
            resources.GetProperty("web").GetProperty("connectionString").GetString().Should().Be("{web-connection-string.value}");
            resources.GetProperty("chat-hub").GetProperty("connectionString").GetString().Should().Be("{web-connection-string.value};Hub=chat");
            resources.GetProperty("web-connection-string").GetProperty("type").GetString().Should().Be("parameter.v0");
            resources.GetProperty("web-connection-string").GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean().Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
