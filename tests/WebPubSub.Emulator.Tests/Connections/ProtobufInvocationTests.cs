// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Invocations over protobuf, which behave as in JSON. The literal frames use the field numbers of the service's clients.</summary>
public sealed class ProtobufInvocationTests : EmulatorTest
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override WebPubSubEmulatorOptions CreateOptions() => new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("chat", async (request, cancellationToken) =>
    {
        if (request is not UserEventRequest user)
        {
            return null;
        }

        if (user.ConnectionContext.EventName == "slow")
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(_cancelled.SetResult);
            _called.SetResult();
            await _cancelled.Task;
        }

        return user.CreateResponse(user.Data, user.DataType);
    });

    [Covers("`invoke_event_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Covers("`invoke_response_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Fact]
    public async Task Invocation_IsAnswered()
    {
        using ProtobufSocket ann = await ProtobufSocket.ConnectAsync(ClientUri("ann"));

        await ann.Socket.SendBinaryAsync(Convert.FromHexString("520B0A01651201311A030A0178")); // invoke e as 1 with "x"

        (await ann.Socket.ReceiveAsync()).Bytes.Should().Equal(Convert.FromHexString("2A0A0A013110011A030A0178"));
    }

    [Covers("`cancel_invocation_message` (preview)", Evidence.Inferred)]
    [Fact]
    public async Task Cancellation_EndsTheCallOfTheHandler_WithoutAResponse()
    {
        using ProtobufSocket ann = await ProtobufSocket.ConnectAsync(ClientUri("ann"));
        await ann.Socket.SendBinaryAsync(Convert.FromHexString("520E0A04736C6F771201311A030A0178")); // invoke slow as 1 with "x"
        await _called.Task.WithTimeoutAsync("the call");

        await ann.Socket.SendBinaryAsync(Convert.FromHexString("5A030A0131")); // cancel 1

        await _cancelled.Task.WithTimeoutAsync("the call to be cancelled");
        await ann.Socket.SendBinaryAsync(Convert.FromHexString("4A00")); // ping
        (await ann.ReceiveAsync()).PongMessage.Should().NotBeNull("a cancelled invocation has no response");
    }
}
