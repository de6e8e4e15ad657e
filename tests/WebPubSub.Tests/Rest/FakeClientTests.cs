// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;

namespace WebPubSub.Tests.Rest;

/// <summary>A client that a test derives has no service behind it.</summary>
public sealed class FakeClientTests
{
    [Fact]
    public async Task MemberThatIsNotOverridden_SaysWhatToDo()
    {
        var fake = new Fake();

        (await fake.SendToAllAsync("hello")).Should().BeNull();
        await fake.Awaiting(f => f.CloseConnectionAsync("c")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*constructor for tests*Override or set up*");
    }

    private sealed class Fake : WebPubSubServiceClient
    {
        public override Task<Response> SendToAllAsync(string content, ContentType contentType = default) => Task.FromResult<Response>(null!);
    }
}
