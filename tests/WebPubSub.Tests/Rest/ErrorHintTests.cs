// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>Tests for the hints in exception messages. See docs/protocols/rest-api.md#8-errors.</summary>
public sealed class ErrorHintTests
{
    private const string Key = "secret-access-key-that-no-message-may-show";

    [Theory]
    [InlineData(401, null, null, "Check that the access key")]
    [InlineData(403, null, null, "Web PubSub Service Owner")]
    [InlineData(404, null, null, "Check that the endpoint")]
    [InlineData(413, null, null, "the limit is 1,048,576 bytes")]
    [InlineData(429, "Retry-After", "7", "Try again in 7 s")]
    [InlineData(429, "retry-after-ms", "1500", "Try again in 1.5 s")]
    [InlineData(429, null, null, "Try again later")]
    public async Task Failure_HasAHint(int status, string? header, string? value, string hint)
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = header is null ? StubServer.Status(status) : StubServer.Status(status, headers: (header, value!));
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key), new() { Retry = { MaxRetries = 0 } });

        RequestFailedException error = (await client.Awaiting(c => c.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which;

        error.Message.Should().Contain(hint);
        error.ToString().Should().NotContain(Key).And.NotContain("Bearer").And.NotContain("eyJ");
    }

    [Theory]
    [InlineData(429, "Retry-After", "3600", "Try again in 3600 s")]
    [InlineData(503, "Retry-After", "99999999999", "Try again in 99999999999 s")] // longer than the maximum of a timer
    [InlineData(429, "retry-after-ms", "120000", "Try again in 120 s")]
    [InlineData(502, "Retry-After", "3600", "Try again in 3600 s")]
    [InlineData(429, "Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", "Try again in")]
    public async Task RetryAfter_LongerThanMaxDelay_FailsAtOnce_AndIsInTheMessage(int status, string header, string value, string hint)
    {
        await using StubServer service = await StubServer.StartAsync();
        int requests = 0;
        service.Default = http =>
        {
            requests++;
            return StubServer.Status(status, headers: (header, value))(http);
        };
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key));

        RequestFailedException error = (await client.Awaiting(c => c.SendToAllAsync("m").WithTimeoutAsync("the failure")).Should().ThrowAsync<RequestFailedException>()).Which;

        error.Status.Should().Be(status);
        error.Message.Should().Contain(hint).And.Contain("longer than Retry.MaxDelay (60 s)");
        client.Invoking(c => c.SendToAll("m")).Should().Throw<RequestFailedException>();
        requests.Should().Be(2, "neither call was retried");
    }

    [Fact]
    public async Task RetryAfter_ShorterThanMaxDelay_IsRetried()
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Answers.Enqueue(StubServer.Status(429, headers: ("retry-after-ms", "20")));
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key), new() { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });

        (await client.SendToAllAsync("m")).Status.Should().Be(200);
    }

    [Theory, InlineData(0, "can't be reached: "), InlineData(2, "can't be reached after 3 attempts: ")]
    public async Task RefusedConnection_ThrowsOneReadableException(int retries, string text)
    {
        var endpoint = new Uri("http://127.0.0.1:9"); // servers on a random free port never use this port
        var client = new WebPubSubServiceClient(endpoint, "chat", new AzureKeyCredential(Key), new() { Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1) } });

        RequestFailedException error = (await client.Awaiting(c => c.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which;

        error.Message.Should().StartWith(endpoint.AbsoluteUri + " " + text).And.Contain("Start the emulator with 'webpubsub-emulator'");
        client.Invoking(c => c.SendToAll("m")).Should().Throw<RequestFailedException>().WithMessage("*can't be reached*");
    }

    [Theory, InlineData("http://localhost:8080/", true), InlineData("http://127.0.0.1:8080/", true), InlineData("http://localhost:8081/", true), InlineData("https://demo.webpubsub.azure.com/", false)]
    public void RefusedConnection_OnLoopback_HasAHintForTheEmulator(string endpoint, bool asks)
    {
        var refused = new RequestFailedException("no", new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused", new System.Net.Sockets.SocketException(111)));

        string message = WebPubSub.Rest.UnreachableEndpoint.Describe(new AggregateException(refused, refused), new Uri(endpoint))!.Message;

        message.Contains("Start the emulator", StringComparison.Ordinal).Should().Be(asks);
    }

    [Fact]
    public async Task MissingConnection_HasNoHintForTheEndpoint()
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = StubServer.Status(
            404, """{"code":"Info.Connection.NotExisted","message":"Connection `c` is not found.","target":"Connection"}""", headers: ("x-ms-error-code", "Info.Connection.NotExisted"));
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key));

        RequestFailedException error = (await client.Awaiting(c => c.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c", "g"))
            .Should().ThrowAsync<RequestFailedException>()).Which;

        error.ErrorCode.Should().Be("Info.Connection.NotExisted");
        error.Data["Target"].Should().Be("Connection");
        error.Message.Should().NotContain("Check that the endpoint");
    }
}
