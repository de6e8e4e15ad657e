// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Raw clients. See docs/protocols/client-protocols.md#3-raw-clients. <c>UpstreamTests</c> tests the events of raw clients.</summary>
public abstract class RawClientSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string ToGroup = "&webpubsub_mode=sendToGroup&group=g";

    [Covers("raw, `sendToGroup` mode", Evidence.EmulatorTest, "SimpleWebSocketPayloadProcessor, SUPPORTED_FEATURES.md")]
    [Fact]
    public async Task SendToGroupMode_PublishesFrames_WithEcho()
    {
        using TestSocket member = await ConnectJsonAsync("member", groups: ["g"]);
        using TestSocket raw = await TestSocket.ConnectAsync(
            ClientUri("raw", ["webpubsub.sendToGroup.g"], ["g"], "&webpubsub_mode=sendEvent" + ToGroup));

        await raw.SendTextAsync("hi");
        await raw.SendBinaryAsync([1, 2]);

        (await member.ReceiveTextAsync()).Should().Be(
            """{"type":"message","from":"group","group":"g","fromUserId":"raw","dataType":"text","data":"hi"}""");
        (await member.ReceiveTextAsync()).Should().Contain("\"dataType\":\"binary\",\"data\":\"AQI=\"");
        (await raw.ReceiveTextAsync()).Should().Be("hi");
        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Binary, new byte[] { 1, 2 }));
    }

    [Fact]
    public async Task NoEcho_LeavesOutTheSender_WhichNeedNotBeAMember()
    {
        using TestSocket member = await ConnectJsonAsync("member", groups: ["g"]);
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw", AllRoles, ["g"], ToGroup + "&noEcho=TRUE"));

        await raw.SendTextAsync("first");
        await member.ReceiveTextAsync();
        await SendAsync("POST", "/api/hubs/chat/users/raw/:send", "second");

        (await raw.ReceiveTextAsync()).Should().Be("second");
    }

    [Covers("close 1008, raw client without the role", Evidence.EmulatorTest, "SimpleWebSocketPayloadProcessor, SUPPORTED_FEATURES.md")]
    [Fact]
    public async Task WithoutTheRole_Closes1008()
    {
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw", [], ["g"], ToGroup));

        await raw.SendTextAsync("hi");

        (await raw.ReceiveCloseAsync()).Code.Should().Be(1008);
    }

    [Covers("close 1011, unhandled event of a raw client", Evidence.EmulatorTest, "SimpleWebSocketPayloadProcessor, SUPPORTED_FEATURES.md")]
    [Fact]
    public async Task EventWithoutHandler_Closes1011()
    {
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw"));

        await raw.SendTextAsync("hi");

        (await raw.ReceiveCloseAsync()).Code.Should().Be(1011);
    }
}
