using Company.ChatTests1.Example;
using WebPubSub;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;

namespace Company.ChatTests1;

/// <summary>Tests with WebSocket clients and the emulator.</summary>
public sealed class ClientTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact(Timeout = 30_000)]
    public async Task Message_FromOneClient_ReachesTheOther()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using WebPubSubClient ada = await app.ConnectAsync("ada", cancellationToken);
        await using WebPubSubClient grace = await app.ConnectAsync("grace", cancellationToken);
        using WebPubSubMessageReader<ServerDataMessage> messages = grace.ReadServerMessages();

        await ada.SendEventAsync("message", BinaryData.FromString("hello"), WebPubSubDataType.Text, cancellationToken: cancellationToken);

        ServerDataMessage message = await messages.ReadAsync(cancellationToken);
        Assert.Equal("ada: hello", message.Data.ToString());
    }

    [Fact(Timeout = 30_000)]
    public async Task Message_ThatIsEmpty_IsRejected()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using WebPubSubClient client = await app.ConnectAsync("sofia", cancellationToken);

        await Assert.ThrowsAsync<SendMessageFailedException>(() =>
            client.SendEventAsync("message", BinaryData.FromString(""), WebPubSubDataType.Text, cancellationToken: cancellationToken));

        // The inspector shows the calls of the event handler. A wait ends when the condition is true.
        EmulatorHandlerCall call = await app.Emulator.Inspector.WaitForHandlerCallAsync(
            call => call.UserId == "sofia" && call.EventName == "message", cancellationToken: cancellationToken);
        Assert.Equal(400, call.Status);
    }
}
