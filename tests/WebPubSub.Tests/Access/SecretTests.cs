// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Text.Json;
using Azure;
using Azure.Core.Diagnostics;

namespace WebPubSub.Tests.Access;

/// <summary>Tests for the protection of access keys. Text never contains a key, and an endpoint without encryption logs a warning.</summary>
public sealed class SecretTests
{
    private const string Key = "secret-access-key-that-no-text-may-show";

    [Fact]
    public void SerializedEndpoint_HasNoKey()
    {
        var endpoint = new WebPubSubServiceEndpoint($"Endpoint=https://demo.webpubsub.azure.com;AccessKey={Key}");

        JsonSerializer.Serialize(endpoint).Should().Contain("https://demo.webpubsub.azure.com").And.NotContain(Key);
        $"{endpoint}".Should().Be("https://demo.webpubsub.azure.com/");
    }

    [Theory, InlineData("https://user:password@demo.webpubsub.azure.com"), InlineData("https://user@demo.webpubsub.azure.com")]
    public void UserInformationInAnEndpoint_IsRejected(string endpoint)
    {
        FluentActions.Invoking(() => new WebPubSubServiceEndpoint(new Uri(endpoint), new AzureKeyCredential(Key)))
            .Should().Throw<ArgumentException>().WithMessage("*without user information*").Which.Message.Should().NotContain("password");
        FluentActions.Invoking(() => new WebPubSubServiceEndpoint($"Endpoint={endpoint};AccessKey={Key}"))
            .Should().Throw<ArgumentException>().WithMessage("*without user information*").Which.Message.Should().NotContain("password");
    }

    [Theory, InlineData("http://insecure.example.test/", true), InlineData("https://secure.example.test/", false), InlineData("http://localhost:8080/", false)]
    public void UnencryptedEndpoint_LogsAWarning(string endpoint, bool warns)
    {
        var lines = new ConcurrentQueue<string>(); // other tests write to this log at the same time
        using var listener = new AzureEventSourceListener((_, message) => lines.Enqueue(message), EventLevel.Warning);

        _ = new WebPubSubServiceClient(new Uri(endpoint), "chat", new AzureKeyCredential(Key));

        lines.ToArray().Count(line => line.Contains(endpoint, StringComparison.Ordinal) && line.Contains("not encrypted", StringComparison.Ordinal)).Should().Be(warns ? 1 : 0);
    }
}
