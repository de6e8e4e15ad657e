// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>Tests for invocations. See docs/protocols/client-protocols.md#13-invocations-preview.</summary>
public sealed partial class InvocationTests : ClientTest
{
    [Theory]
    [InlineData("reliable json")]
    [InlineData("protobuf")]
    public async Task InvokeEvent_ReturnsTheResponse(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });

        InvokeEventResult result = await ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        InvokeEventResult empty = await ann.InvokeEventAsync("silent", BinaryData.FromString("hi"), WebPubSubDataType.Text, "mine");

        result.Should().BeEquivalentTo(new { InvocationId = "1", DataType = WebPubSubDataType.Text });
        result.Data!.ToString().Should().Be("hi");
        empty.Should().BeEquivalentTo(new { InvocationId = "mine", DataType = (WebPubSubDataType?)null, Data = (BinaryData?)null });
        FluentActions.Invoking(() => empty.ToObject(SumContext.Default.Sum)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task InvokeEvent_WithObjects_ReturnsAnObject()
    {
        WebPubSubClient ann = await StartClientAsync();

        Sum? sum = await ann.InvokeEventAsync("echo", new Sum(1, 2), SumContext.Default.Sum, SumContext.Default.Sum);

        sum.Should().Be(new Sum(1, 2));
    }

    [Fact]
    public async Task FailingHandler_FailsTheInvocation_AndIsCalledOnce()
    {
        WebPubSubClient ann = await StartClientAsync();
        EmulatorFault fault = Emulator.Faults.FailHandler(500, call => call.EventName == "echo", times: int.MaxValue);

        InvocationFailedException exception =
            (await FluentActions.Awaiting(() => ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text)).Should().ThrowAsync<InvocationFailedException>()).Which;

        exception.Should().BeEquivalentTo(new { Code = "InternalServerError", InvocationId = "1" });
        fault.Hits.Should().Be(1);
    }

    [Fact]
    public async Task LostTransport_FailsTheInvocation()
    {
        WebPubSubClient ann = await StartClientAsync();
        EmulatorFault fault = Emulator.Faults.DropHandlerCall(call => call.EventName == "echo");
        Task<InvokeEventResult> invoking = ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        await fault.WaitForHitsAsync(1);

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        (await FluentActions.Awaiting(() => invoking).Should().ThrowAsync<InvocationFailedException>()).Which.Code.Should().Be(InvocationFailedException.ConnectionLost);
        (await ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text)).Data!.ToString().Should().Be("hi");
    }

    [Fact]
    public async Task SameInvocationId_WhilePending_Throws()
    {
        WebPubSubClient ann = await StartClientAsync();
        EmulatorFault fault = Emulator.Faults.DropHandlerCall(call => call.EventName == "echo");
        using var cancelled = new CancellationTokenSource();
        Task<InvokeEventResult> first = ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text, "1", cancelled.Token);
        await fault.WaitForHitsAsync(1);

        await FluentActions.Awaiting(() => ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text, "1")).Should().ThrowAsync<InvalidOperationException>();
        (await ann.InvokeEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text)).InvocationId.Should().Be("2");
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task CancelledInvocation_IsCancelledAtTheService_AndALateOneTimesOut()
    {
        var time = new FakeTimeProvider();
        ScriptedService service = await ScriptedService.StartAsync();
        await using var client = new WebPubSubClient(service.ClientUri, new WebPubSubClientOptions { TimeProvider = time, KeepAliveTimeout = TimeSpan.Zero });
        await using ScriptedService disposedFirst = service; // the service does not answer a close, and the clock of the client does not advance
        Task starting = client.StartAsync();
        ScriptedPeer peer = await service.AcceptConnectedAsync();
        await starting;
        using var cancelled = new CancellationTokenSource();
        Task<InvokeEventResult> first = client.InvokeEventAsync("sum", BinaryData.FromString("[1,2]"), WebPubSubDataType.Json, cancellationToken: cancelled.Token);
        await peer.ExpectAsync("""{"type":"invoke","invocationId":"1","target":"event","event":"sum","dataType":"json","data":[1,2]}""");

        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        await peer.ExpectAsync("""{"type":"cancelInvocation","invocationId":"1"}""");
        Task<InvokeEventResult> second = client.InvokeEventAsync("sum", BinaryData.FromString("[1,2]"), WebPubSubDataType.Json);
        await peer.ExpectAsync("""{"type":"invoke","invocationId":"2","target":"event","event":"sum","dataType":"json","data":[1,2]}""");
        await peer.SendAsync("""{"type":"invokeResponse","invocationId":"1","success":true,"dataType":"json","data":4}""");
        await peer.SendAsync("""{"type":"invokeResponse","invocationId":"2","success":true,"dataType":"json","data":3}""");
        (await second.WithTimeoutAsync("the response")).Data!.ToString().Should().Be("3");
        Task<InvokeEventResult> third = client.InvokeEventAsync("sum", BinaryData.FromString("[1,2]"), WebPubSubDataType.Json);
        await peer.ExpectAsync("""{"type":"invoke","invocationId":"3","target":"event","event":"sum","dataType":"json","data":[1,2]}""");
        time.Advance(TimeSpan.FromMinutes(2));
        (await FluentActions.Awaiting(() => third).Should().ThrowAsync<InvocationFailedException>()).Which.Code.Should().Be(InvocationFailedException.Timeout);
    }

    internal sealed record Sum(int A, int B);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Sum))]
    internal sealed partial class SumContext : JsonSerializerContext;
}
