// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Group states, streams and invocations over protobuf are those of JSON. Literal frames by the field numbers of the service's clients.</summary>
public sealed class ProtobufInvocationTests : EmulatorTest
{
    protected override WebPubSubEmulatorOptions CreateOptions()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler("chat", (request, _) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.CreateResponse(user.Data, user.DataType) : null));
        return options;
    }

    [Covers("`invoke_event_message` (preview)", Evidence.EmulatorTest, "WebPubSubProtobufSchemaTests of Azure.Messaging.WebPubSub.Client.Protobuf")]
    [Covers("`invoke_response_message` (preview)", Evidence.EmulatorTest, "WebPubSubProtobufSchemaTests of Azure.Messaging.WebPubSub.Client.Protobuf")]
    [Fact]
    public async Task Invocation_IsAnswered()
    {
        using ProtobufSocket ann = await ProtobufSocket.ConnectAsync(ClientUri("ann"));

        await SendHexAsync(ann, "520B0A01651201311A030A0178"); // invoke e as 1 with "x"

        (await ann.Socket.ReceiveAsync()).Bytes.Should().Equal(Convert.FromHexString("2A0A0A013110011A030A0178"));
    }

    private static Task SendHexAsync(ProtobufSocket socket, string hex) => socket.Socket.SendBinaryAsync(Convert.FromHexString(hex));
}
