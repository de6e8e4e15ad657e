// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Tests;

internal sealed class RecordingHub(HubCalls calls, RequestScoped scoped, WebPubSubServiceClient<RecordingHub> service) : WebPubSubHub
{
    public RequestScoped Scoped { get; } = scoped;

    public WebPubSubServiceClient<RecordingHub> Service { get; } = service;

    public override ValueTask<ConnectEventResponse?> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
    {
        Record(request);
        return new ValueTask<ConnectEventResponse?>(calls.OnConnect(request));
    }

    public override async ValueTask<UserEventResponse?> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        Record(request);
        return await calls.OnMessage(request, cancellationToken);
    }

    public override Task OnConnectedAsync(ConnectedEventRequest request)
    {
        Record(request);
        return calls.OnConnected();
    }

    public override Task OnDisconnectedAsync(DisconnectedEventRequest request)
    {
        Record(request);
        return Task.CompletedTask;
    }

    public override Task OnGroupJoinedAsync(GroupJoinedEventRequest request)
    {
        Record(request);
        return Task.CompletedTask;
    }

    public override Task OnGroupLeftAsync(GroupLeftEventRequest request)
    {
        Record(request);
        return Task.CompletedTask;
    }

    private void Record(WebPubSubEventRequest request)
    {
        calls.Hubs.Add(this);
        calls.Requests.Enqueue(request);
    }
}
