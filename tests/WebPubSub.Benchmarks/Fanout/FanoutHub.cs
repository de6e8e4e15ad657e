// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.SignalR;

namespace WebPubSub.Benchmarks.Fanout;

/// <summary>A SignalR hub with the same group send and the same echo call as the other servers.</summary>
internal sealed class FanoutHub : Hub
{
    private const string Group = "g";

    public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);

    public Task Send(string text) => Clients.OthersInGroup(Group).SendAsync("m", text);

#pragma warning disable CA1822 // SignalR does not call static methods
    public Task<string> Echo(string text) => Task.FromResult(text);
#pragma warning restore CA1822
}
