// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Client protocol reference, section 3; events of raw clients are in <see cref="UpstreamTests"/>.</summary>
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
