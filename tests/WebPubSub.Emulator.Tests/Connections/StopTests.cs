// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// The stop of the emulator with connected clients.
/// See docs/protocols/client-protocols.md#3-raw-clients. <see cref="UpstreamTests"/> tests the events of raw clients.
/// </summary>
public sealed class StopTests : EmulatorTest
{
    private const string ToGroup = "&webpubsub_mode=sendToGroup&group=g";

    [Fact]
    public async Task StopOfTheEmulator_ClosesItsClients()
    {
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw", AllRoles, ["g"], ToGroup));
        await raw.SendTextAsync("connected");
        await raw.ReceiveTextAsync();
        using TestSocket json = await ConnectJsonAsync("json");

        await Emulator.DisposeAsync();

        (await raw.ReceiveAsync()).Type.Should().Be(WebSocketMessageType.Close);
        (await json.ReceiveAsync()).Type.Should().Be(WebSocketMessageType.Close);
    }
}
