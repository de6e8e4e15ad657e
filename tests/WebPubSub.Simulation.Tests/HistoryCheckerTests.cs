// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Simulation.History;

namespace WebPubSub.Simulation.Tests;

/// <summary>Tests for the history checker. It accepts a correct history and reports each kind of violation.</summary>
public sealed class HistoryCheckerTests
{
    private readonly ClientHistory _ann = new("ann");
    private readonly ClientHistory _bob = new("bob");
    private readonly ClientHistory _cat = new("cat");
    private readonly Dictionary<(string Client, int Event), (int Calls, int Successes)> _events = [];

    /// <summary>Records a correct history: Ann sends three messages, and then Cat sends one. All are acknowledged, and Bob receives them.</summary>
    public HistoryCheckerTests()
    {
        See(ObservationKind.Connected, 0);
        _bob.Memberships.Add(new Membership("a", At(1)));
        Send(_ann, 1, 2);
        Send(_ann, 2, 3);
        Send(_ann, 3, 4);
        Send(_cat, 1, 5);
        _ann.Events[1] = true;
        _events[("ann", 1)] = (1, 1);
        _bob.StoppedAt = At(10);
        See(ObservationKind.Disconnected, 10);
    }

    [Fact]
    public void CorrectHistory_HasNoViolation() => Check().Should().BeEmpty();

    [Fact]
    public void MessageReceivedTwice_IsReported() => Finds("bob received ann:3 to a twice", () => Receive("ann", 3, 6));

    [Fact]
    public void MessageOutOfOrder_IsReported() => Finds("bob received ann:1 to a after ann:2", () =>
    {
        _bob.Observations.RemoveAt(1);
        _bob.Observations.Insert(2, Message("ann", 1, 3.5));
    });

    [Fact]
    public void MessageThatWasNotSent_IsReported() => Finds("bob received ann:4 to a, which was not sent", () => Receive("ann", 4, 6));

    [Fact]
    public void MessageWithOtherContent_IsReported() => Finds("bob received ann:3 to a with another content", () => _bob.Observations[3] = _bob.Observations[3] with { Text = "ann:3:x" });

    [Fact]
    public void MissedMessage_BeforeOneOfTheSamePublisher_IsReported() => Finds("bob missed ann:2", () => _bob.Observations.RemoveAt(2));

    [Fact]
    public void MissedMessage_BeforeOneOfAnotherPublisher_IsReported() => Finds("bob missed ann:3", () => _bob.Observations.RemoveAt(3));

    [Fact]
    public void MissedLastMessage_BeforeTheClientStops_IsReported() => Finds("bob missed cat:1", () => _bob.Observations.RemoveAt(4));

    [Fact]
    public void MissedMessage_BeforeTheGroupWasLeft_IsReported() => Finds("bob missed ann:2", () =>
    {
        _bob.Observations.RemoveAt(2);
        _bob.Leave("a", At(6));
    });

    [Fact]
    public void MissedMessage_WithALostConnection_IsAccepted()
    {
        _bob.Observations.RemoveAt(4);
        _bob.Observations.Insert(4, new Observation(At(6), ObservationKind.Disconnected));
        _bob.Observations.Insert(5, new Observation(At(7), ObservationKind.Connected));

        Check().Should().BeEmpty();
    }

    [Fact]
    public void MissedMessage_AfterTheGroupWasLeft_IsAccepted()
    {
        _bob.Observations.RemoveAt(4);
        _bob.Leave("a", At(4.5));

        Check().Should().BeEmpty();
    }

    [Fact]
    public void CancelledMessage_ThatIsDelivered_IsReported() => Finds("whose token was cancelled before the call", () => _ann.Sent[0].IsForbidden = true);

    [Fact]
    public void CancelledCall_ThatDoesNotThrow_IsReported() => Finds("did not throw", () =>
        _ann.Sent.Add(new SentMessage("ann", 4, "a", "ann:4", At(6)) { IsForbidden = true, HasEnded = true, HasSucceeded = true }));

    [Fact]
    public void CallThatDoesNotEnd_IsReported() => Finds("has not ended", () => _ann.Sent[0].HasEnded = false);

    [Fact]
    public void GroupThatWasNotRejoined_IsReported() => Finds("bob was not in group a", () => _bob.NotRejoined.Add("a"));

    [Fact]
    public void EventHandledTwice_IsReported() => Finds("called 2 times", () => _events[("ann", 1)] = (2, 2));

    [Fact]
    public void EventRepeatedWithoutAFault_IsReported() => Finds("called 2 times", () => _events[("ann", 1)] = (2, 1), isHealthy: true);

    [Fact]
    public void AcknowledgedEvent_ThatWasNotHandled_IsReported() => Finds("acknowledged and not handled", () => _events.Clear());

    [Fact]
    public void TooManyUnsentFrames_AreReported() => Finds("unsent frames", () => _ann.MaxSendBufferUsage = (11, 0));

    [Fact]
    public void TooManyUnhandledBytes_AreReported() => Finds("received messages", () => _bob.MostUnhandled = (0, 2001));

    [Fact]
    public void LostConnection_OnAHealthyNetwork_IsReported() =>
        Finds("disconnected on a healthy network", () => _bob.Observations.Insert(5, new Observation(At(6), ObservationKind.Disconnected)), isHealthy: true);

    private void Finds(string violation, Action change, bool isHealthy = false)
    {
        change();

        Check(isHealthy).Should().Contain(found => found.Contains(violation, StringComparison.Ordinal));
    }

    private string[] Check(bool isHealthy = false) =>
        [.. new HistoryChecker([_ann, _bob, _cat], _events, new HistoryLimits(Messages: 10, Bytes: 1000, UnhandledMessages: 20, UnhandledBytes: 2000), isHealthy).Check()];

    private void Send(ClientHistory publisher, int number, double at)
    {
        publisher.Sent.Add(new SentMessage(publisher.Name, number, "a", TextOf(publisher.Name, number), At(at)) { AcknowledgedAt = At(at + 0.1), HasSucceeded = true, HasEnded = true });
        Receive(publisher.Name, number, at + 0.2);
    }

    private void Receive(string publisher, int number, double at) => _bob.Observations.Add(Message(publisher, number, at));

    private void See(ObservationKind kind, double at) => _bob.Observations.Add(new Observation(At(at), kind));

    private static Observation Message(string publisher, int number, double at) => new(At(at), ObservationKind.Message, publisher, number, "a", TextOf(publisher, number));

    private static string TextOf(string publisher, int number) => $"{publisher}:{number}";

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
