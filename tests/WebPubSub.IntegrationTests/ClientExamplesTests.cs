// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Runs the examples of the client's README.</summary>
public sealed class ClientExamplesTests : IAsyncLifetime
{
    private static readonly string[] Roles = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup.room", "webpubsub.sendToGroup.orders", "webpubsub.sendToGroup.story", "webpubsub.setGroupState", "webpubsub.getGroupState"];

    private readonly ConcurrentQueue<string> _seen = new();
    private WebPubSubEmulator _emulator = null!;
    private WebPubSubServiceClient _service = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler("chat", (request, _) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.CreateResponse(user.Data, user.DataType) : null));
        _emulator = await WebPubSubEmulator.StartAsync(options);
        _service = new WebPubSubServiceClient(_emulator.ConnectionString, "chat");
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("sdk/WebPubSub.Client/README.md", "ClientExamples.cs");

    [Fact]
    public async Task ClientOfAServer_ReceivesSendsAndEnds()
    {
        await using StubServer server = await StubServer.StartAsync();
        server.Default = http => StubServer.Status(200, $$"""{"url":"{{_service.GetClientAccessUri(userId: "ann", roles: Roles)}}"}""")(http);
        using var http = new HttpClient { BaseAddress = server.Address };

        WebPubSubClient client = await ClientExamples.ConnectAsync(http, _seen);
        await ClientExamples.TalkAsync(client);
        await WaitForLineAsync("ann to room: Hello");
        await WaitForLineAsync("the server: Hello, server");
        await ClientExamples.EndAsync(client);

        _seen.Should().HaveCount(2, "the service does not echo messages with noEcho");
        client.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task Objects_AreSentAndRead()
    {
        await using WebPubSubClient client = await StartAsync("ann");

        (await ClientExamples.SendObjectsAsync(client)).Should().Be(new ClientExamples.Order("pens", 3));
    }

    [Fact]
    public async Task Messages_AreRead_WithTheirMetadata()
    {
        await using WebPubSubClient ann = await StartAsync("ann");
        await using WebPubSubClient bob = await StartAsync("bob");
        using WebPubSubMessageReader<GroupDataMessage> messages = bob.ReadGroupMessages();
        using var cancelled = new CancellationTokenSource();
        Task reading = ClientExamples.ReadAsync(bob, _seen, cancelled.Token);
        await _emulator.Inspector.WaitForGroupAsync("chat", "room");

        await ClientExamples.SendWithOptionsAsync(ann);

        await WaitForLineAsync("read 21.5");
        (await messages.ReadAsync()).Metadata.Should().Contain("sensor", "kitchen");
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task StateChangesAndFailures_AreReported()
    {
        WebPubSubClient client = Create("ann");
        await using (client)
        {
            ClientExamples.Watch(client, _seen);
            await client.StartAsync();
            string connectionId = client.ConnectionId!;

            (await ClientExamples.HandleFailureAsync(client)).Should().Be("not allowed");
            await _service.CloseConnectionAsync(connectionId, reason: "maintenance");

            await WaitForLineAsync($"lost {connectionId}: Application server closed the connection. Reason: maintenance (NormalClosure)");
            await WaitForLineAsync("Connected: A new connection was made.");
        }
    }

    [Fact]
    public async Task ConfiguredClient_UsesProtobuf()
    {
        await using WebPubSubClient client = ClientExamples.Configure(CredentialOf("ann"), NullLoggerFactory.Instance);

        await client.StartAsync();

        (await _emulator.Inspector.WaitForUserAsync("chat", "ann")).Subprotocol.Should().Be("protobuf.reliable.webpubsub.azure.v1");
    }

    [Fact]
    public async Task Previews_Work()
    {
        await using WebPubSubClient ann = await StartAsync("ann");
        await using WebPubSubClient bob = await StartAsync("bob");

        (await ClientExamples.InvokeAsync(ann)).Should().Be("anyone?");
        await ClientExamples.StreamAsync(ann, bob, _seen).WithTimeoutAsync("the stream");
        _seen.Should().Contain("ann: Once upon a time");
        await ClientExamples.ShowStatesAsync(bob, _seen);
        await WaitForLineAsync("bob is typing");
    }

    private WebPubSubClientCredential CredentialOf(string user) => new(_ => new ValueTask<Uri>(_service.GetClientAccessUri(userId: user, roles: Roles)));

    private WebPubSubClient Create(string user) => new(CredentialOf(user));

    private async Task<WebPubSubClient> StartAsync(string user)
    {
        WebPubSubClient client = Create(user);
        await client.StartAsync();
        return client;
    }

    private Task WaitForLineAsync(string line) => TestTimeout.UntilAsync(() => _seen.Contains(line), () => $"'{line}' among {string.Join(" | ", _seen)}");
}
