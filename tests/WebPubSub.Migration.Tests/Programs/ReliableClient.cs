// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure.Messaging.WebPubSub; using Azure.Messaging.WebPubSub.Clients;
using System.Collections.Concurrent;
using WebPubSub;
using WebPubSub.Client;
using WebPubSub.Protocol;

namespace Contoso.Programs;

/// <summary>A WebSocket client that recovers, joins a group, and sends messages to it.</summary>
internal sealed class ReliableClient(Uri clientAccessUri) : IAsyncDisposable
{
    private readonly WebPubSubClient _client = new(
        new WebPubSubClientCredential(_ => new ValueTask<Uri>(clientAccessUri)),
        new WebPubSubClientOptions { Protocol = new WebPubSubJsonReliableProtocol(), AutoReconnect = true, AutoRejoinGroups = true });

    public BlockingCollection<string> Received { get; } = [];

    public async Task RunAsync()
    {
        _client.Connected += e =>
        {
            Received.Add($"connected {e.UserId}");
            return Task.CompletedTask;
        };
        _client.Disconnected += e => Task.CompletedTask;
        _client.GroupMessageReceived += e =>
        {
            Received.Add($"{e.Message.Group}: {e.Message.Data}");
            return Task.CompletedTask;
        };
        _client.ServerMessageReceived += e =>
        {
            Received.Add($"server: {e.Message.Data}");
            return Task.CompletedTask;
        };
        await _client.StartAsync();
        WebPubSubResult joined = await _client.JoinGroupAsync("lobby");
        if (joined.IsDuplicated || joined.AckId is null)
        {
            throw new InvalidOperationException("joined twice");
        }

        try
        {
            await _client.SendToGroupAsync("lobby", BinaryData.FromString("hello"), WebPubSubDataType.Text, ackId: null, noEcho: false, fireAndForget: false);
        }
        catch (SendMessageFailedException exception)
        {
            Received.Add($"failed {exception.Code} {exception.AckId}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        await _client.DisposeAsync();
    }
}
