// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Without the previews their messages are unknown ones. Client protocol reference, section 5.6.</summary>
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
}
