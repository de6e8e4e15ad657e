// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Simulation.Clients;

/// <summary>A client that connects, joins and leaves groups, sends messages, and disconnects, with and without a close.</summary>
internal sealed class SimulatedClient(Uri endpoint, string hub, string[] groups, Random random) : IDisposable
{
    private const int Users = 60;
    private const int MinPauseMilliseconds = 100;
    private const int MaxPauseMilliseconds = 1500;

    private TestSocket? _socket;
    private int _lastAckId;

    public bool IsOpen => _socket is not null;

    public int Connections { get; private set; }

    public int Steps { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync();
            }
            catch (Exception exception) when (exception is WebSocketException or InvalidOperationException or TimeoutException)
            {
                Dispose(); // no instance could answer the connect event
            }

            await Task.Delay(random.Next(MinPauseMilliseconds, MaxPauseMilliseconds), CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Task StepAsync() => (_socket, random.Next(10)) switch
    {
        (null, _) => ConnectAsync(),
        (_, 0) => DropAsync(),
        (_, 1) => CloseAsync(),
        (_, 2) => SendAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":ACK}"""),
        (_, < 7) => SendAsync($$"""{"type":"joinGroup","group":"{{ChooseGroup()}}","ackId":ACK}"""),
        _ => SendAsync($$"""{"type":"leaveGroup","group":"{{ChooseGroup()}}","ackId":ACK}"""),
    };

    private async Task ConnectAsync()
    {
        string? userId = random.Next(10) == 0 ? null : $"user{random.Next(Users):00}";
        string[] initial = random.Next(2) == 0 ? [ChooseGroup()] : [];
        (_socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(endpoint, hub, userId, ["webpubsub.joinLeaveGroup"], initial));
        Connections++;
    }

    private Task DropAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        await _socket!.CloseAsync();
        Dispose();
    }

    private async Task SendAsync(string frame)
    {
        await _socket!.SendTextAsync(frame.Replace("ACK", $"{++_lastAckId}", StringComparison.Ordinal));
        await _socket!.ReceiveJsonAsync();
        Steps++;
    }

    private string ChooseGroup() => groups[random.Next(groups.Length)];
}
