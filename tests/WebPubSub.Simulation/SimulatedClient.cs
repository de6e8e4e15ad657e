// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.Simulation.Faults;
using WebPubSub.Simulation.History;
using WebPubSub.Simulation.Network;
using WebPubSub.Simulation.Time;

namespace WebPubSub.Simulation;

/// <summary>One client of a run. It performs the operations of the workload and records its observations.</summary>
internal sealed class SimulatedClient
{
    public const int MessageCapacity = 6;
    public const long ByteCapacity = 6 * 1024;
    public const int MaxUnhandledMessages = (ReceiveCapacity * 8) + (ReceiveCapacity / 8); // the expanded buffer, and a waiting batch
    public const long MaxUnhandledBytes = (Simulator.UnacknowledgedBytes * 8) + (16 * 1024);
    private const int ReceiveCapacity = 16;
    private const int LargeBytes = 1500;

    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Func<TimeSpan> _elapsed;
    private readonly List<Task> _calls = [];
    private readonly Dictionary<string, int> _changes = [];
    private int _lastMessage;
    private int _lastEvent;

    public SimulatedClient(string name, Uri uri, WebPubSubProtocol protocol, SimulatedService service, CountedTime time, Func<TimeSpan> elapsed, Random random)
    {
        _random = random;
        _time = time;
        _elapsed = elapsed;
        Time = time;
        History = new ClientHistory(name);
        Network = new NetworkCondition(service, time, random, protocol.Name);
        var options = new WebPubSubClientOptions
        {
            Protocol = protocol,
            TimeProvider = time,
            SendBufferCapacity = MessageCapacity,
            SendBufferByteCapacity = ByteCapacity,
            ReceiveBufferCapacity = ReceiveCapacity,
            MessageTimeout = TimeSpan.FromSeconds(random.Next(5, 60)),
            KeepAliveInterval = TimeSpan.FromSeconds(5),
            KeepAliveTimeout = TimeSpan.FromSeconds(12),
        };
        Client = new WebPubSubClient(
            new WebPubSubClientCredential(uri), options, Network.OpenAsync, random,
            new ClientLimits(Simulator.AckCacheSize, AcknowledgeMessages: 30, AcknowledgeBytes: 3 * 1024, Simulator.UnacknowledgedMessages, Simulator.UnacknowledgedBytes));
        Client.GroupMessageReceived += OnMessageAsync;
        Client.Connected += args => ObserveConnected(service, args.ConnectionId);
        Client.RejoinGroupFailed += args => ForgetGroup(args.Group);
        Client.Disconnected += args => Observe(new Observation(_elapsed(), ObservationKind.Disconnected, Reason: args.Reason));
    }

    public WebPubSubClient Client { get; }

    public ClientHistory History { get; }

    public NetworkCondition Network { get; }

    public CountedTime Time { get; }

    /// <summary>Gets or sets the time that the handler takes for a message.</summary>
    public TimeSpan HandlingTime { get; set; }

    /// <summary>Waits until all calls have completed.</summary>
    public Task WhenCallsEndedAsync() => Task.WhenAll(_calls);

    public void Join(string group) => _calls.Add(ChangeGroupAsync(group, isJoin: true));

    public void Leave(string group) => _calls.Add(ChangeGroupAsync(group, isJoin: false));

    /// <summary>Sends a message. Some messages are large, some need no acknowledgement, and some are cancelled.</summary>
    public void Send(string group, bool isLarge = false)
    {
        int number = ++_lastMessage;
        string fill = isLarge || _random.Next(4) == 0 ? new string((char)('a' + (number % 26)), LargeBytes) : "";
        var message = new SentMessage(History.Name, number, group, $"{History.Name}:{number}:{group}:{fill}", _elapsed());
        History.Sent.Add(message);
        bool fireAndForget = _random.Next(5) == 0;
        CancellationToken token = default;
        int choice = _random.Next(12);
        if (choice == 0)
        {
            token = new CancellationToken(canceled: true);
            message.IsForbidden = true;
        }
        else if (choice <= 3)
        {
            token = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(1, 3000)), _time).Token;
        }

        _calls.Add(SendAsync(message, fireAndForget, token));
    }

    public void SendEvent() => _calls.Add(SendEventAsync(++_lastEvent));

    /// <summary>Updates the maximum sizes of the buffers of the client.</summary>
    public void Sample()
    {
        History.MaxSendBufferUsage = Max(History.MaxSendBufferUsage, Client.SendBufferUsage);
        History.MostUnhandled = Max(History.MostUnhandled, Client.Unhandled);
    }

    /// <summary>Stops or disposes the client, at random.</summary>
    public async Task StopAsync()
    {
        History.StoppedAt = _elapsed();
        if (_random.Next(2) == 0)
        {
            await Client.StopAsync();
        }
        else
        {
            await Client.DisposeAsync();
        }
    }

    private static (int Messages, long Bytes) Max((int Messages, long Bytes) first, (int Messages, long Bytes) second) =>
        (Math.Max(first.Messages, second.Messages), Math.Max(first.Bytes, second.Bytes));

    private async Task OnMessageAsync(WebPubSubGroupMessageEventArgs args)
    {
        string text = args.Message.Data.ToString();
        string[] parts = text.Split(':');
        History.Observations.Add(new Observation(
            _elapsed(), ObservationKind.Message, parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), args.Message.Group, text));
        if (HandlingTime > TimeSpan.Zero)
        {
            await Task.Delay(HandlingTime, _time);
        }
    }

    private Task Observe(Observation observation)
    {
        History.Observations.Add(observation);
        return Task.CompletedTask;
    }

    private Task ObserveConnected(SimulatedService service, string connectionId)
    {
        EmulatorConnection? connection = service.Core.Inspector.Connections.SingleOrDefault(connection => connection.ConnectionId == connectionId); // null if the connection is lost again
        History.NotRejoined.AddRange(History.Joined.Except(History.Uncertain).Where(group => connection?.Groups.Contains(group) == false));
        return Observe(new Observation(_elapsed(), ObservationKind.Connected));
    }

    // The membership ended with the connection.
    private Task ForgetGroup(string group)
    {
        History.Uncertain.Add(group);
        History.Leave(group, History.Observations.FindLast(seen => seen.Kind == ObservationKind.Disconnected)?.At ?? TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private async Task SendAsync(SentMessage message, bool fireAndForget, CancellationToken cancellationToken)
    {
        try
        {
            WebPubSubResult result = await Client.SendToGroupAsync(
                message.Group, BinaryData.FromString(message.Text), WebPubSubDataType.Text, fireAndForget: fireAndForget, cancellationToken: cancellationToken);
            message.AcknowledgedAt = result.AckId is null ? null : _elapsed();
            message.HasSucceeded = true;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // The exception reports that the message may be lost.
        }

        message.HasEnded = true;
    }

    private async Task SendEventAsync(int number)
    {
        History.Events[number] = false;
        try
        {
            await Client.SendEventAsync("say", BinaryData.FromString($"{History.Name}:{number}"), WebPubSubDataType.Text);
            History.Events[number] = true;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // The exception reports that the event may not be handled.
        }
    }

    // The last call for a group determines the membership, because the service processes the calls in order.
    private async Task ChangeGroupAsync(string group, bool isJoin)
    {
        int change = _changes[group] = _changes.GetValueOrDefault(group) + 1;
        History.Uncertain.Add(group);
        TimeSpan begunAt = _elapsed();
        if (!isJoin)
        {
            History.Leave(group, begunAt);
        }

        History.MostGroupCalls = Math.Max(History.MostGroupCalls, ++History.PendingGroupCalls);
        try
        {
            _ = isJoin ? await Client.JoinGroupAsync(group) : await Client.LeaveGroupAsync(group);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            History.Leave(group, begunAt);
            return;
        }
        finally
        {
            History.PendingGroupCalls--;
        }

        if (_changes[group] == change)
        {
            History.Uncertain.Remove(group);
            if (isJoin && !History.Joined.Contains(group))
            {
                History.Memberships.Add(new Membership(group, _elapsed()));
            }
        }
    }

    private static bool IsExpected(Exception exception) => exception is SendMessageFailedException or OperationCanceledException;
}
