// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Messages of preview features, which are unknown messages if these features are disabled. See docs/protocols/client-protocols.md#56-preview-families.
/// </summary>
public sealed class PreviewSwitchTests : EmulatorTest
{
    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, EnablePreviewFeatures = false };

    [Theory]
    [InlineData("""{"type":"invoke","invocationId":"1","target":"event","event":"e"}""")]
    [InlineData("""{"type":"cancelInvocation","invocationId":"1"}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","stream":{"streamId":"s"}}""")]
    [InlineData("""{"type":"streamData","streamId":"s"}""")]
    [InlineData("""{"type":"streamEnd","streamId":"s"}""")]
    [InlineData("""{"type":"setGroupState","group":"g"}""")]
    [InlineData("""{"type":"subscribeGroupState","group":"g"}""")]
    [InlineData("""{"type":"unsubscribeGroupState","group":"g"}""")]
    public async Task PreviewMessage_Closes1007(string frame)
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync(frame);

        (await socket.ReceiveCloseAsync()).Code.Should().Be(1007);
    }

    [Theory]
    [InlineData("52060A0165120131")] // invoke_event_message
    [InlineData("5A030A0131")] // cancel_invocation_message
    [InlineData("0A080A01673A030A0173")] // send_to_group_message with stream
    [InlineData("6A030A0173")] // stream_data_message
    [InlineData("72030A0173")] // stream_end_message
    [InlineData("7A030A0167")] // set_group_state_message
    [InlineData("8201030A0167")] // subscribe_group_state_message
    [InlineData("8A01030A0167")] // unsubscribe_group_state_message
    public async Task ProtobufPreviewMessage_Closes1007(string hex)
    {
        using ProtobufSocket socket = await ProtobufSocket.ConnectAsync(ClientUri("ann", AllRoles));

        await socket.Socket.SendBinaryAsync(Convert.FromHexString(hex));

        (await socket.Socket.ReceiveCloseAsync()).Code.Should().Be(1007);
    }
}
