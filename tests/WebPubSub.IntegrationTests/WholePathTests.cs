// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Client, emulator, signed events, hub, injected client, REST, client: everything is real.</summary>
public sealed class WholePathTests : IAsyncLifetime
{
    private WholePathApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await WholePathApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Client_ConnectsTalksAndLeaves()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await _app.Service.GetClientAccessUriAsync(userId: "ann"));
        using (socket)
        {
            (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("ann joined");
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"hi #1"}""");
            await socket.ReceiveTextAsync();
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"again"}""");
            (await socket.ReceiveTextAsync()).Should().Contain("again #2", "the state came back with the second event");
            await socket.CloseAsync(description: "done");
        }

        await TestTimeout.UntilAsync(() => _app.Hub.Lines.Contains("disconnected ann done"), "the disconnected event");
        _app.Hub.Lines.Should().BeEquivalentTo(
            "connect ann json.webpubsub.azure.v1", "connected ann", "say hi", "say again", "disconnected ann done");
    }

    [Fact]
    public async Task RawClient_GetsBareReplies()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(await _app.Service.GetClientAccessUriAsync(userId: "raw"));
        (await socket.ReceiveTextAsync()).Should().Be("raw joined");

        await socket.SendTextAsync("hi");

        (await socket.ReceiveTextAsync()).Should().Be("hi #1");
        _app.Hub.Lines.Should().Contain("message hi");
    }

    [Fact]
    public async Task RefusedClient_SeesTheStatus()
    {
        (await TestSocket.ConnectRefusedAsync(await _app.Service.GetClientAccessUriAsync(userId: "mallory"))).Should().Be(401);
        _app.Hub.Lines.Should().Equal("connect mallory ");
    }

    [Fact]
    public async Task GroupOfTheConnectReply_CanBeSentTo()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(await _app.Service.GetClientAccessUriAsync(userId: "ann"));
        await socket.ReceiveTextAsync();

        await _app.Service.Group("everyone").SendToAllAsync(BinaryData.FromBytes([1, 2, 3]));

        (await socket.ReceiveAsync()).Bytes.Should().Equal(1, 2, 3);
        (await _app.Service.Group("everyone").ExistsAsync()).Value.Should().BeTrue();
    }

    [Fact]
    public async Task Logs_HoldNoSecrets()
    {
        Uri uri = await _app.Service.GetClientAccessUriAsync(userId: "ann");
        using TestSocket socket = await TestSocket.ConnectAsync(uri);
        await socket.ReceiveTextAsync();
        await TestSocket.ConnectRefusedAsync(new Uri(uri.AbsoluteUri.Replace("/echo?", "/other?", StringComparison.Ordinal)));
        await TestSocket.ConnectRefusedAsync(await _app.Service.GetClientAccessUriAsync(userId: "mallory"));

        _app.Logs.All.Should().Contain("audience of the token is not this address").And.Contain("the event handler refused it");
        _app.Logs.All.Should().NotContain("eyJ").And.NotContain("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    }
}
