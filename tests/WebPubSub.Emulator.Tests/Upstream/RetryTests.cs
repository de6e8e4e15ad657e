// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Upstream;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>What is worth a second try. Event handler reference, section 6.3.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task HeaderThatCannotBeSent_IsNotTriedAgain()
    {
        await using StubServer server = await StubServer.StartAsync();
        using var http = new HttpClient();
        var retrying = new EventHttp(http, [Timeout.InfiniteTimeSpan], TimeProvider.System);

        Func<Task> send = () => retrying.SendAsync(CreateRequest, (_, _) => { }, CancellationToken.None).WithTimeoutAsync("the failure");

        await send.Should().ThrowAsync<HttpRequestException>();

        HttpRequestMessage CreateRequest()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, server.Address);
            request.Headers.TryAddWithoutValidation("ce-connectionState", "\u00e9");
            return request;
        }
    }
}
