// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>How a message gets to the service and is acknowledged.</content>
public partial class WebPubSubClient
{
    private const int MaxMessageBytes = 1024 * 1024; // the service closes the connection over a larger one. Section 18

    // The service takes a second message with the same id for a repeat and drops it: ids of the client's own must not meet those of who draws ids, who begins low.
    // A number in JavaScript holds them still. Client protocols, section 10.1.
    internal const long FirstAckId = 1L << 52;

    private long _lastAckId = FirstAckId - 1;

    internal long NextAckId() => Interlocked.Increment(ref _lastAckId);

    private async Task<WebPubSubResult> SendWithoutAckAsync(string name, string destination, WebPubSubMessage message, CancellationToken cancellationToken)
    {
        ClientRun run = RequireRun();
        ClientTelemetry.Operation operation = ClientTelemetry.Start(name, destination);
        try
        {
            await run.Outbox.EnqueueAsync(new OutboundFrame(Encode(message)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }

        operation.Succeed();
        return new WebPubSubResult();
    }

    private async Task<WebPubSubResult> SendAsync(
        string name,
        string destination,
        Func<ulong, WebPubSubMessage> create,
        long? ackId,
        OperationSurvival survival,
        CancellationToken cancellationToken,
        Action? accepted = null)
    {
        ClientRun run = RequireRun();
        ArgumentOutOfRangeException.ThrowIfNegative(ackId ?? 0, nameof(ackId));
        ClientTelemetry.Operation operation = ClientTelemetry.Start(name, destination);
        try
        {
            WebPubSubResult result = await SendAsync(run, create, ackId ?? NextAckId(), survival, accepted, cancellationToken).ConfigureAwait(false);
            operation.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    // One id and one frame for all attempts: the service recognises a repeat.
    private async Task<WebPubSubResult> SendAsync(
        ClientRun run, Func<ulong, WebPubSubMessage> create, long id, OperationSurvival survival, Action? accepted, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = Encode(create((ulong)id));
        using var deadline = new CancellationTokenSource(_options.MessageTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            for (int retry = 1; ; retry++)
            {
                AckMessage ack = await SendOnceAsync(run, new PendingOperation((ulong)id, bytes, survival, accepted), either.Token).ConfigureAwait(false);
                if (PendingOperation.IsAccepted(ack))
                {
                    return new WebPubSubResult(id, isDuplicated: !ack.Success);
                }

                if (ack.Error?.Name != AckMessageError.InternalServerError
                    || RetryDelays.Find(_options.MessageRetryOptions, retry, Random.Shared.NextDouble()) is not { } delay)
                {
                    throw new SendMessageFailedException($"The service refused the message. {ack.Error?.Message}", id, ack.Error?.Name ?? "");
                }

                await Task.Delay(delay, _options.TimeProvider, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SendMessageFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The message was not acknowledged within {_options.MessageTimeout.TotalSeconds} s."),
                id,
                SendMessageFailedException.Timeout,
                exception);
        }
    }

    private static async Task<AckMessage> SendOnceAsync(ClientRun run, PendingOperation operation, CancellationToken cancellationToken)
    {
        _ = run.Outbox.Enqueue(operation); // who waits for the acknowledgement need not wait for room
        try
        {
            return await operation.Ack.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            run.Outbox.Abandon(operation);
            throw;
        }
    }

    private ReadOnlyMemory<byte> Encode(WebPubSubMessage message)
    {
        ReadOnlyMemory<byte> bytes = _options.Protocol.GetMessageBytes(message);
        return bytes.Length <= MaxMessageBytes
            ? bytes
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The message takes {bytes.Length} bytes, and the service no more than {MaxMessageBytes}."));
    }
}
