// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client;
using WebPubSub.Protocol;
using WebPubSub.Simulation.Faults;
using WebPubSub.Simulation.History;
using WebPubSub.Simulation.Network;
using WebPubSub.Simulation.Time;

namespace WebPubSub.Simulation;

/// <summary>One client of a run: carries out what the workload asks for, and records what it sees.</summary>
internal sealed class Participant
{
    public const int MessageCapacity = 6;
    public const long ByteCapacity = 6 * 1024;
    private const int LargeBytes = 1500;

    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Func<TimeSpan> _elapsed;
    private readonly List<Task> _calls = [];
    private readonly Dictionary<string, int> _changes = [];
    private int _lastMessage;
    private int _lastEvent;

    public Participant(string name, Uri uri, WebPubSubProtocol protocol, SimulatedService service, CountedTime time, Func<TimeSpan> elapsed, Random random)
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
            ReceiveBufferCapacity = 16,
            MessageTimeout = TimeSpan.FromSeconds(random.Next(5, 60)),
            KeepAliveInterval = TimeSpan.FromSeconds(5),
            KeepAliveTimeout = TimeSpan.FromSeconds(12),
        };
        Client = new WebPubSubClient(
            new WebPubSubClientCredential(uri), options, Network.OpenAsync, random, new ClientLimits(AckMemory: Simulator.AckMemory, AcknowledgeMessages: 30, AcknowledgeBytes: 3 * 1024));
        Client.GroupMessageReceived += OnMessageAsync;
        Client.Connected += _ => Observe(new Observation(_elapsed(), ObservationKind.Connected));
        Client.Disconnected += args => Observe(new Observation(_elapsed(), ObservationKind.Disconnected, Reason: args.Reason));
    }

    public WebPubSubClient Client { get; }

    public ClientHistory History { get; }

    public NetworkCondition Network { get; }

    public CountedTime Time { get; }

    /// <summary>Gets or sets how long the handler takes for a message.</summary>
    public TimeSpan HandlingTime { get; set; }

    /// <summary>Gets the calls that have been made.</summary>
    public Task WhenCallsEndedAsync() => Task.WhenAll(_calls);

    public void Join(string group) => _calls.Add(ChangeGroupAsync(group, isJoin: true));

    public void Leave(string group) => _calls.Add(ChangeGroupAsync(group, isJoin: false));

    /// <summary>Sends a message. Some are large, some need no acknowledgement, some are cancelled.</summary>
    public void Send(string group, bool isLarge = false)
    {
        var message = new SentMessage(History.Name, ++_lastMessage, group, _elapsed());
        History.Sent.Add(message);
        string text = $"{History.Name}:{message.Number}:{group}:" + (isLarge || _random.Next(4) == 0 ? new string('x', LargeBytes) : "");
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

        _calls.Add(SendAsync(message, text, fireAndForget, token));
    }

    public void SendEvent() => _calls.Add(SendEventAsync(++_lastEvent));

    /// <summary>Samples what the client holds to send.</summary>
    public void Sample()
    {
        (int messages, long bytes) = Client.HeldToSend;
        History.MostHeld = (Math.Max(History.MostHeld.Messages, messages), Math.Max(History.MostHeld.Bytes, bytes));
    }

    private async Task OnMessageAsync(WebPubSubGroupMessageEventArgs args)
    {
        string[] parts = args.Message.Data.ToString().Split(':');
        History.Observations.Add(new Observation(
            _elapsed(), ObservationKind.Message, parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), args.Message.Group));
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

    private async Task SendAsync(SentMessage message, string text, bool fireAndForget, CancellationToken cancellationToken)
    {
        try
        {
            WebPubSubResult result = await Client.SendToGroupAsync(
                message.Group, BinaryData.FromString(text), WebPubSubDataType.Text, fireAndForget: fireAndForget, cancellationToken: cancellationToken);
            message.IsAcknowledged = result.AckId is not null;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // The caller knows that the message may be lost.
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
            // The caller knows that the event may not be handled.
        }
    }

    // The last call for a group decides: the service carries them out in the order of the calls.
    private async Task ChangeGroupAsync(string group, bool isJoin)
    {
        int change = _changes[group] = _changes.GetValueOrDefault(group) + 1;
        History.Joined.Remove(group);
        History.Uncertain.Add(group);
        History.MostGroupCalls = Math.Max(History.MostGroupCalls, ++History.PendingGroupCalls);
        try
        {
            _ = isJoin ? await Client.JoinGroupAsync(group) : await Client.LeaveGroupAsync(group);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return;
        }
        finally
        {
            History.PendingGroupCalls--;
        }

        if (_changes[group] == change)
        {
            History.Uncertain.Remove(group);
            if (isJoin)
            {
                History.Joined[group] = _elapsed();
            }
        }
    }

    private static bool IsExpected(Exception exception) => exception is SendMessageFailedException or OperationCanceledException;
}
