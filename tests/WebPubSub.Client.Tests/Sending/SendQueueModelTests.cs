// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using CsCheck;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests.Sending;

/// <summary>Tests that compare the queue with its model after random calls: the order, the limits, the window of ack IDs, and the turn of the writer.</summary>
public sealed class SendQueueModelTests
{
    private const int MessageCapacity = 4;
    private const long ByteCapacity = 1500;
    private const int AckCacheSize = 6;

    [Fact]
    public void Queue_BehavesLikeItsModel() =>
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 1000]).Array[1, 80].Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: 2000);

    private static async Task RunAsync((int Operation, int Argument)[] steps)
    {
        var protocol = new WebPubSubJsonReliableProtocol();
        var queue = new SendQueue(MessageCapacity, ByteCapacity, AckCacheSize, new MessageEncoder(protocol), () => { });
        var model = new SendQueueModel(MessageCapacity, ByteCapacity, AckCacheSize);
        var frames = new List<ModelFrame>();
        TestWriter writer = Attach(queue);
        queue.BeginConnection(isRecoverable: true);
        long lastId = 0;
        foreach ((int operation, int argument) in steps)
        {
            ModelFrame? chosen = frames.Count == 0 ? null : frames[argument % frames.Count];
            switch (operation)
            {
                case <= 3:
                    ModelFrame added = Add(queue, protocol, ++lastId, operation, argument);
                    frames.Add(added);
                    model.Add(added);
                    break;
                case 4 or 5 or 6 when writer.HasTurn:
                    Take(queue, model, writer);
                    break;
                case 7 when model.Sent.Count > 0:
                    ModelFrame acknowledged = model.Sent[argument % model.Sent.Count];
                    queue.Complete(new AckMessage(((AcknowledgedFrame)acknowledged.Frame).AckId, true, null));
                    model.Remove(acknowledged);
                    (await ((AcknowledgedFrame)acknowledged.Frame).Ack).Success.Should().BeTrue();
                    break;
                case 8 when chosen is not null:
                    bool isPending = model.Pending.Contains(chosen) && (chosen.IsAcknowledged || chosen.Frame.State == FrameState.Waiting);
                    queue.TryCancel(chosen.Frame, chosen.IsAcknowledged ? FrameState.Sent : FrameState.Waiting, CancellationToken.None).Should().Be(isPending);
                    if (isPending)
                    {
                        model.Remove(chosen);
                    }

                    break;
                case 9: // the transport is lost, and the connection recovered
                    queue.Detach();
                    queue.Repeat();
                    model.Repeat();
                    writer = Attach(queue);
                    break;
                case 10: // a new connection
                    queue.Detach();
                    bool isRejected = argument % 3 == 0;
                    queue.EndConnection("lost", isRejected);
                    ModelFrame[] failed = model.EndConnection(isRejected);
                    failed.All(frame => ((AcknowledgedFrame)frame.Frame).Ack.IsFaulted).Should().BeTrue();
                    model.IsRecoverable = argument % 2 == 0;
                    queue.BeginConnection(model.IsRecoverable);
                    writer = Attach(queue);
                    break;
                case 11:
                    ModelFrame[] overdue = [.. model.Pending.Where(frame => frame.Deadline <= argument)];
                    Array.ForEach(overdue, model.Remove);
                    long? next = queue.FailOverdue(argument, _ => new TimeoutException());
                    next.Should().Be(model.Pending.Select(frame => frame.Deadline).Where(deadline => deadline < long.MaxValue).Cast<long?>().Min());
                    overdue.All(frame => ((AcknowledgedFrame)frame.Frame).Ack.IsFaulted).Should().BeTrue();
                    break;
                case 12:
                    ModelFrame first = AddFirst(queue, protocol, ++lastId);
                    frames.Add(first);
                    model.AddFirst(first);
                    break;
            }

            await SettleAsync(model);
            queue.BufferUsage.Should().Be((model.Slots, model.HeldBytes));
            queue.HasWaitingCallers.Should().Be(model.Pending.Any(frame => frame.IsAcknowledged || !frame.Enqueued.IsCompleted));
            writer.HasTurn.Should().Be(writer.HasTurn || model.Next is not null, "a frame that can be written always has a writer");
        }

        while (writer.HasTurn)
        {
            Take(queue, model, writer);
            await SettleAsync(model);
        }

        queue.Close(_ => new InvalidOperationException("closed"));
        queue.BufferUsage.Should().Be((0, 0L));
    }

    private static ModelFrame Add(SendQueue queue, WebPubSubJsonReliableProtocol protocol, long id, int operation, int size)
    {
        BinaryData data = BinaryData.FromString(new string('x', size));
        WebPubSubMessage message = operation == 0
            ? new JoinGroupMessage("g", id)
            : new SendToGroupMessage("g", data, WebPubSubDataType.Text, operation == 1 ? null : id, noEcho: false);
        OutboundFrame frame = operation switch
        {
            0 => new AcknowledgedFrame(id, message, ConnectionLossAction.IsRepeated) { Deadline = id * 10 },
            1 => new OutboundFrame(message),
            _ => new AcknowledgedFrame(id, message, ConnectionLossAction.Fails) { Deadline = operation == 2 ? id * 7 : long.MaxValue },
        };
        return new ModelFrame(frame, protocol.GetMessageBytes(message), queue.EnqueueAsync(frame).AsTask()) { EstimatedSize = MessageEncoder.EstimateSize(message) };
    }

    private static ModelFrame AddFirst(SendQueue queue, WebPubSubJsonReliableProtocol protocol, long id)
    {
        var message = new JoinGroupMessage("first", id);
        var frame = new AcknowledgedFrame(id, message, ConnectionLossAction.IsReplaced);
        queue.EnqueueFirst([frame]);
        return new ModelFrame(frame, protocol.GetMessageBytes(message), Task.CompletedTask) { EstimatedSize = MessageEncoder.EstimateSize(message) };
    }

    private static void Take(SendQueue queue, SendQueueModel model, TestWriter writer)
    {
        ModelFrame? expected = model.Next;
        queue.TryTake(writer, out ReadOnlyMemory<byte> bytes).Should().Be(expected is not null);
        if (expected is null)
        {
            writer.HasTurn = false;
            return;
        }

        bytes.Span.SequenceEqual(expected.Bytes.Span).Should().BeTrue("the queue must return the next frame of the model");
        model.Take();
    }

    private static TestWriter Attach(SendQueue queue)
    {
        var writer = new TestWriter();
        queue.Attach(writer);
        return writer;
    }

    // The thread of the caller encodes a frame when the frame has a slot. Waits for these threads.
    private static async Task SettleAsync(SendQueueModel model)
    {
        foreach (ModelFrame frame in model.Pending.Where(frame => frame.Frame.State != FrameState.Waiting))
        {
            await frame.Enqueued.WithTimeoutAsync("the slot");
        }
    }

    private sealed class TestWriter : IFrameWriter
    {
        public bool HasTurn { get; set; }

        public void Write() => HasTurn = true;
    }
}
