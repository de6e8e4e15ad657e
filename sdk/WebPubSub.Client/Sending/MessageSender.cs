// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure.Core;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>The sender of messages. It waits for acknowledgements, and handles cancellation, timeouts and retries.</summary>
internal sealed class MessageSender(SendQueue queue, RetryOptions retries, Random random, TimeProvider time, TimeSpan timeout) : IDisposable
{
    private const string EventAdvice =
        "The hub has no event handler for it, the event handler could not be reached, it rejected the event, or it failed after the retries of the service. "
        + "Check the hub settings of the service and the log of the event handler.";

    private readonly AckTimeout _timeout = new(queue, time, timeout, ackId => new SendMessageFailedException(
        string.Create(CultureInfo.InvariantCulture, $"The service did not acknowledge the message within {timeout.TotalSeconds} s (MessageTimeout). The service may have processed the message. If the message is an event: {Explanation.SlowHandler(timeout)} {Explanation.SlowHandlerAdvice}"),
        ackId,
        SendMessageFailedException.Timeout));

    /// <summary>Sends a message without an acknowledgement. The task completes when the message is in the queue.</summary>
    public async Task<WebPubSubResult> SendAndForgetAsync(string operation, string destination, WebPubSubMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ClientTelemetry.Operation activity = ClientTelemetry.Start(operation, destination);
        try
        {
            var frame = new OutboundFrame(message);
            await EnqueueAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }

        activity.Succeed();
        return WebPubSubResult.NotAcknowledged;
    }

    /// <summary>
    /// Sends a message and waits for its acknowledgement. All attempts have the same ack ID and the same bytes, so that the service recognizes a repeat.
    /// </summary>
    public async Task<WebPubSubResult> SendAsync(SendOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ClientTelemetry.Operation activity = ClientTelemetry.Start(operation.Name, operation.Destination);
        try
        {
            long deadline = _timeout.CreateDeadline();
            AckMessage ack = await SendOnceAsync(operation, deadline, cancellationToken).ConfigureAwait(false);
            if (!AcknowledgedFrame.IsAccepted(ack))
            {
                ack = await RetryAsync(operation, ack, deadline, cancellationToken).ConfigureAwait(false);
            }

            activity.Succeed();
            return new WebPubSubResult(operation.AckId, isDuplicated: !ack.Success);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    /// <summary>Adds a frame to the queue, unless the caller cancels before the frame has a slot.</summary>
    public async ValueTask EnqueueAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask enqueued = queue.EnqueueAsync(frame);
        if (!enqueued.IsCompletedSuccessfully)
        {
            using CancellationTokenRegistration cancellation = Register(frame, cancellationToken);
            await enqueued.ConfigureAwait(false);
        }
    }

    public void Dispose() => _timeout.Dispose();

    private async Task<AckMessage> SendOnceAsync(SendOperation operation, long deadline, CancellationToken cancellationToken)
    {
        var frame = new AcknowledgedFrame(operation.AckId, operation.Message, operation.ConnectionLossAction, operation.Accepted) { Deadline = deadline };
        ValueTask enqueued = queue.EnqueueAsync(frame);
        _timeout.Watch(deadline);
        using CancellationTokenRegistration cancellation = Register(frame, cancellationToken);
        await enqueued.ConfigureAwait(false);
        return await frame.Ack.ConfigureAwait(false);
    }

    private async Task<AckMessage> RetryAsync(SendOperation operation, AckMessage ack, long deadline, CancellationToken cancellationToken)
    {
        for (int retry = 1; ; retry++)
        {
            if (FindDelay(operation, ack, retry) is not { } delay)
            {
                throw CreateFailure(operation, ack);
            }

            TimeSpan left = deadline == long.MaxValue ? TimeSpan.MaxValue : time.GetElapsedTime(time.GetTimestamp(), deadline);
            if (delay >= left)
            {
                throw CreateFailure(operation, ack); // the next attempt would start after the deadline
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            ack = await SendOnceAsync(operation, deadline, cancellationToken).ConfigureAwait(false);
            if (AcknowledgedFrame.IsAccepted(ack))
            {
                return ack;
            }
        }
    }

    private TimeSpan? FindDelay(SendOperation operation, AckMessage ack, int retry) =>
        operation.IsRetried && ack.Error?.Name == AckMessageError.InternalServerError ? RetryDelays.Find(retries, retry, random.NextDouble()) : null;

    private static SendMessageFailedException CreateFailure(SendOperation operation, AckMessage ack)
    {
        string name = ack.Error?.Name ?? "";
        string reason = operation.IsEvent && name == AckMessageError.InternalServerError
            ? $"The event '{operation.Destination}' was not handled ({name}). {FindExplanation(ack) ?? EventAdvice}"
            : name == AckMessageError.Forbidden && FindRoleAdvice(operation) is { } advice
            ? $"The service rejected the message ({name}). {advice}"
            : $"The service rejected the message ({name}). {ack.Error?.Message}".TrimEnd();
        return new SendMessageFailedException(reason, operation.AckId, name);
    }

    // The service sends a generic text. The emulator adds an explanation, which is a sentence.
    private static string? FindExplanation(AckMessage ack) => ack.Error?.Message is { } message && message.EndsWith('.') ? message : null;

    private static string? FindRoleAdvice(SendOperation operation) => operation.Message switch
    {
        JoinGroupMessage => Explanation.MissingRole("join", operation.Destination),
        LeaveGroupMessage => Explanation.MissingRole("leave", operation.Destination),
        SendToGroupMessage => Explanation.MissingRole("send to", operation.Destination),
        _ => null,
    };

    private CancellationTokenRegistration Register(OutboundFrame frame, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? cancellationToken.UnsafeRegister(static (state, token) => ((Cancellation)state!).Cancel(token), new Cancellation(queue, frame))
        : default;

    // Cancels an acknowledged frame at any stage. Cancels any other frame only while it waits for a slot.
    private sealed record Cancellation(SendQueue Queue, OutboundFrame Frame)
    {
        public void Cancel(CancellationToken cancellationToken) => Queue.TryCancel(Frame, Frame is AcknowledgedFrame ? FrameState.Sent : FrameState.Waiting, cancellationToken);
    }
}
