using Company.ChatTests1.Example;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Testing;

namespace Company.ChatTests1;

/// <summary>
/// The application in memory, and an emulator of the service. Clients connect to the emulator over sockets, and the emulator calls the application without
/// a network.
/// </summary>
public sealed class AppFixture : IAsyncLifetime
{
    private const string Hub = nameof(ChatHub);
    private const string Path = "/eventhandler"; // of MapWebPubSubHub

    private ChatApp _app = null!;

    public WebPubSubEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new WebPubSubEmulatorOptions
        {
            Port = 0, // a free port, so that tests can run in parallel
            EventRetryDelays = [], // a failed event is not sent again, so a test fails fast
        };
        options.AddEventHandler(Hub, Path, WebPubSubHubEvents.Of<ChatHub>());
        options.Hubs[Hub].EventHandlers[0].HttpMessageHandlerFactory = () => _app.Server.CreateHandler();
        Emulator = await WebPubSubEmulator.StartAsync(options);
        _app = new ChatApp(Emulator.ConnectionString);
    }

    /// <summary>Connects a WebSocket client.</summary>
    public async Task<WebPubSubClient> ConnectAsync(string userId, CancellationToken cancellationToken)
    {
        var service = _app.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>();
        var client = new WebPubSubClient(await service.GetClientAccessUriAsync(userId: userId, cancellationToken: cancellationToken));
        await client.StartAsync(cancellationToken);
        return client;
    }

    /// <summary>Creates an HTTP client of the application.</summary>
    public HttpClient CreateClient() => _app.CreateClient();

    /// <summary>Creates a connection without a client: the test sends the signed events of the service itself.</summary>
    public TestConnection CreateConnection(string userId) =>
        new WebPubSubEventSender(CreateClient(), Emulator.ConnectionString, Hub, Path).CreateConnection(userId: userId);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync(); // first, because it sends its last events to the application
        await _app.DisposeAsync();
    }
}
