// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Invocations, a preview feature. The behavior of the service is not documented. See docs/protocols/client-protocols.md#13-invocations-preview.
/// </summary>
public sealed class InvocationTests : UpstreamTest
{
    private const string Invoke = """{"type":"invoke","invocationId":"1","target":"event","event":"sum","dataType":"json","data":[1,2]}""";

    [Fact]
    public async Task Answer_IsSentAsTheInvokeResponse_NotAsAMessage()
    {
        using TestSocket socket = await ConnectAndSettleAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, "3", "application/json"));

        await socket.SendTextAsync(Invoke);

        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"invokeResponse","invocationId":"1","success":true,"dataType":"json","data":3}""");
        WireRequest request = await NextEventAsync();
        request.Header("ce-type").Should().Be("azure.webpubsub.user.sum");
        request.Text.Should().Be("[1,2]");
        await socket.SendTextAsync("""{"type":"ping"}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
    }

    [Fact]
    public async Task EmptyAnswer_HasNoData()
    {
        using TestSocket socket = await ConnectAndSettleAsync();

        await socket.SendTextAsync("""{"type":"invoke","invocationId":"1","target":"event","event":"sum"}""");

        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"invokeResponse","invocationId":"1","success":true}""");
    }

    [Fact]
    public async Task FailedHandler_IsAFailure_WithoutItsDetails()
    {
        using TestSocket socket = await ConnectAndSettleAsync();
        Handler.Answers.Enqueue(StubServer.Status(400, "internal detail"));

        await socket.SendTextAsync(Invoke);

        (await socket.ReceiveTextAsync()).Should().Be(
            """{"type":"invokeResponse","invocationId":"1","success":false,"error":{"name":"InternalServerError","message":"Internal server error. The event handler answered 400. The event handler rejected the event. Its log contains the reason."}}""");
    }

    [Theory]
    [InlineData("""{"type":"invoke","invocationId":"1","target":"upstream","event":"e"}""")]
    [InlineData("""{"type":"invoke","invocationId":"1","target":"event","event":"1e"}""")]
    [InlineData("""{"type":"invoke","invocationId":"1","target":"event"}""")]
    public async Task InvalidInvocation_IsABadRequest(string frame)
    {
        using TestSocket socket = await ConnectAndSettleAsync();

        await socket.SendTextAsync(frame);

        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":false").And.Contain("BadRequest");
    }

    [Covers("`cancelInvocation` (preview)", Evidence.Inferred)]
    [Fact]
    public async Task Cancellation_EndsTheCallOfTheHandler_WithoutAResponse()
    {
        using TestSocket socket = await ConnectAndSettleAsync();
        var cancelled = new TaskCompletionSource();
        Handler.Answers.Enqueue(async http =>
        {
            using CancellationTokenRegistration registration = http.RequestAborted.Register(cancelled.SetResult);
            await cancelled.Task;
        });
        await socket.SendTextAsync(Invoke);
        await NextEventAsync();

        await socket.SendTextAsync(Invoke);
        (await socket.ReceiveTextAsync()).Should().Contain("BadRequest", "an invocation with this ID is pending");
        await socket.SendTextAsync("""{"type":"cancelInvocation","invocationId":"1"}""");
        await socket.SendTextAsync("""{"type":"cancelInvocation","invocationId":"unknown"}""");
        await socket.SendTextAsync("""{"type":"ping"}""");

        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
        await cancelled.Task.WithTimeoutAsync("the call to be cancelled");
        await socket.SendTextAsync(Invoke);
        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true", "the ID can be used again");
    }

    [Fact]
    public async Task PendingInvocations_AreLimitedToAHundred()
    {
        using TestSocket socket = await ConnectAndSettleAsync();
        var answer = new TaskCompletionSource();
        Handler.Default = _ => answer.Task;
        for (int i = 0; i <= 100; i++)
        {
            await socket.SendTextAsync(Invoke.Replace("\"1\"", $"\"{i}\"", StringComparison.Ordinal));
        }

        (await socket.ReceiveTextAsync()).Should().Contain("\"invocationId\":\"100\",\"success\":false").And.Contain("BadRequest");
        answer.SetResult();
    }

    private async Task<TestSocket> ConnectAndSettleAsync()
    {
        TestSocket socket = await ConnectJsonAsync("ann");
        while ((await NextEventAsync()).Header("ce-eventName") != "connected")
        {
        }

        return socket;
    }
}
