// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Upstream;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>Retries of events. See docs/protocols/event-handler.md#63-retries-and-timeouts.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task RequestWithANonAsciiHeader_IsNotRetried()
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
