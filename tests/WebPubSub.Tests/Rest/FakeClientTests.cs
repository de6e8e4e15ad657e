// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;

namespace WebPubSub.Tests.Rest;

/// <summary>Tests for a fake client, which is derived in a test and has no service.</summary>
public sealed class FakeClientTests
{
    [Fact]
    public async Task MemberThatIsNotOverridden_ThrowsWithAHint()
    {
        var fake = new Fake();

        (await fake.SendToAllAsync("hello")).Should().BeNull();
        await fake.Awaiting(f => f.CloseConnectionAsync("c")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*constructor for tests*Override or set up*");
    }

    [Fact]
    public async Task MissingOptionsOrContentType_Throws_AndDoesNotSend()
    {
        var client = new WebPubSubServiceClient("Endpoint=http://127.0.0.1:9;AccessKey=key", "chat");

        await client.Awaiting(c => c.SendToAllAsync("m", (SendToAllOptions)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("options");
        await client.Awaiting(c => c.SendToGroupAsync("g", BinaryData.FromString("m"), (SendToGroupOptions)null!)).Should().ThrowAsync<ArgumentNullException>();
        await client.Awaiting(c => c.SendToAllAsync(RequestContent.Create("m"), default)).Should().ThrowAsync<ArgumentException>().WithMessage("The content type is missing*");
        await client.Awaiting(c => c.SendToAllAsync((RequestContent)null!, ContentType.TextPlain)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("content");
    }

    private sealed class Fake : WebPubSubServiceClient
    {
        public override Task<Response> SendToAllAsync(string content, ContentType contentType = default) => Task.FromResult<Response>(null!);
    }
}
