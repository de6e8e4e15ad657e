// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>A failure says what to do. REST API reference, section 8.</summary>
public sealed class ErrorHintTests
{
    private const string Key = "secret-access-key-that-no-message-may-show";

    [Theory]
    [InlineData(401, null, null, "check that the access key")]
    [InlineData(403, null, null, "Web PubSub Service Owner")]
    [InlineData(404, null, null, "check that the endpoint")]
    [InlineData(413, null, null, "1 MB")]
    [InlineData(429, "Retry-After", "7", "try again in 7 s")]
    [InlineData(429, "retry-after-ms", "1500", "try again in 1.5 s")]
    [InlineData(429, null, null, "try again later")]
    public async Task Failure_SaysWhatToDo(int status, string? header, string? value, string hint)
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = header is null ? StubServer.Status(status) : StubServer.Status(status, headers: (header, value!));
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key), new() { Retry = { MaxRetries = 0 } });

        RequestFailedException error = (await client.Awaiting(c => c.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which;

        error.Message.Should().Contain(hint);
        error.ToString().Should().NotContain(Key).And.NotContain("Bearer").And.NotContain("eyJ");
    }

    [Fact]
    public async Task MissingThing_IsNoWrongAddress()
    {
        await using StubServer service = await StubServer.StartAsync();
        service.Default = StubServer.Status(
            404, """{"code":"Info.Connection.NotExisted","message":"Connection `c` is not found.","target":"Connection"}""", headers: ("x-ms-error-code", "Info.Connection.NotExisted"));
        var client = new WebPubSubServiceClient(service.Address, "chat", new AzureKeyCredential(Key));

        RequestFailedException error = (await client.Awaiting(c => c.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c", "g"))
            .Should().ThrowAsync<RequestFailedException>()).Which;

        error.ErrorCode.Should().Be("Info.Connection.NotExisted");
        error.Data["Target"].Should().Be("Connection");
        error.Message.Should().NotContain("check that the endpoint");
    }
}
