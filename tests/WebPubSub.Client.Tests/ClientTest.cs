// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>The base class of tests that use an emulator and its clients. Each test has its own emulator.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly List<WebPubSubClient> _clients = [];

    public static TheoryData<string> Protocols => ["json", "reliable json", "protobuf", "reliable protobuf"];

    public static TheoryData<string> ReliableProtocols => ["reliable json", "reliable protobuf"];

    protected static string[] AllRoles { get; } = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];

    protected WebPubSubEmulator Emulator { get; private set; } = null!;

    protected WebPubSubServiceClient Service { get; private set; } = null!;

    protected ConcurrentQueue<string> Events { get; } = new();

    protected CapturedLogs Logs { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        Emulator = await WebPubSubEmulator.StartAsync(CreateEmulatorOptions());
        Service = new WebPubSubServiceClient(Emulator.ConnectionString, "chat");
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (WebPubSubClient client in _clients)
        {
            await client.DisposeAsync();
        }

        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static WebPubSubProtocol ProtocolOf(string name) => name switch
    {
        "json" => new WebPubSubJsonProtocol(),
        "reliable json" => new WebPubSubJsonReliableProtocol(),
        "protobuf" => new WebPubSubProtobufProtocol(),
        _ => new WebPubSubProtobufReliableProtocol(),
    };

    protected virtual WebPubSubEmulatorOptions CreateEmulatorOptions()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [] };
        options.AddEventHandler("chat", (request, _) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.ConnectionContext.EventName == "echo" ? user.CreateResponse(user.Data, user.DataType) : user.CreateResponse("") : null));
        return options;
    }

    protected Uri UriFor(string userId, string[]? roles = null) => Service.GetClientAccessUri(userId: userId, roles: roles ?? AllRoles);

    protected WebPubSubClient CreateClient(string userId = "ann", WebPubSubClientOptions? options = null, string[]? roles = null)
    {
        options ??= new WebPubSubClientOptions();
        options.LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        var client = new WebPubSubClient(new WebPubSubClientCredential(_ => new ValueTask<Uri>(UriFor(userId, roles))), options);
        Listen(client, userId);
        Own(client);
        return client;
    }

    /// <summary>Disposes a client at the end of the test.</summary>
    protected void Own(WebPubSubClient client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }
    }

    protected async Task<WebPubSubClient> StartClientAsync(string userId = "ann", WebPubSubClientOptions? options = null, string[]? roles = null)
    {
        WebPubSubClient client = CreateClient(userId, options, roles);
        await client.StartAsync().WithTimeoutAsync("the connection");
        return client;
    }

    /// <summary>Waits until the recorded events contain this line.</summary>
    protected Task WaitForEventAsync(string line, int times = 1) =>
        TestTimeout.UntilAsync(() => Events.Count(happened => happened == line) >= times, () => $"'{line}'; there was: {string.Join(" | ", Events)}");

    private void Listen(WebPubSubClient client, string name)
    {
        client.Connected += args => Note($"{name} connected{(args.IsReconnected ? " again" : "")}");
        client.Disconnected += args => Note($"{name} disconnected {(int?)args.CloseStatus}: {args.DisconnectedMessage?.Reason}");
        client.Stopped += args => Note($"{name} stopped: {args.Reason}");
        client.StateChanged += args => Note($"{name} {args.PreviousState} -> {args.State}");
        client.GroupMessageReceived += args => Note($"{name} got {args.Message.Data} of {args.Message.Group}");
        client.ServerMessageReceived += args => Note($"{name} got {args.Message.Data}");
        client.RejoinGroupFailed += args => Note($"{name} did not rejoin {args.Group}: {args.Exception.Message}");
    }

    private Task Note(string line)
    {
        Events.Enqueue(line);
        return Task.CompletedTask;
    }
}
