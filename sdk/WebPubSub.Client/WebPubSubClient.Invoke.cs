// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Invoking;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Events that are answered.</content>
public partial class WebPubSubClient
{
    private long _lastInvocationId;

    /// <summary>Raises an event at the application's server and gets its answer.</summary>
    /// <param name="eventName">The event: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</param>
    /// <param name="content">What goes with it, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="invocationId">The id, for who draws ids; by default the client draws one. No other that waits for its answer may have it.</param>
    /// <param name="cancellationToken">Ends the wait, and tells the service so.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The content is not what its type says, or too large.</exception>
    /// <exception cref="InvocationFailedException">The event handler failed, or there is none, or its answer did not come. It is not raised again.</exception>
    /// <remarks>Only with a JSON subprotocol. Preview. Protocol reference: client protocols, section 13.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual async Task<InvokeEventResult> InvokeEventAsync(
        string eventName, BinaryData content, WebPubSubDataType dataType, string? invocationId = null, CancellationToken cancellationToken = default)
    {
        CheckEvent(eventName);
        CheckContent(content, dataType);
        ClientRun run = RequireRun();
        ClientTelemetry.Operation operation = ClientTelemetry.Start("InvokeEvent", eventName);
        try
        {
            PendingInvocation invocation = Register(run, invocationId, id => new InvokeMessage(id, InvokeMessage.EventTarget, eventName, content, dataType));
            InvokeEventResult result = ReadResponse(await InvokeAsync(run, invocation, cancellationToken).ConfigureAwait(false));
            operation.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    /// <summary>Raises an event at the application's server, with an object as JSON, and gets its answer as an object.</summary>
    /// <typeparam name="TRequest">The type of the object.</typeparam>
    /// <typeparam name="TResponse">The type of the answer.</typeparam>
    /// <param name="eventName">The event: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="contentType">How it is written, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="responseType">How the answer is read.</param>
    /// <param name="cancellationToken">Ends the wait, and tells the service so.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The content is too large.</exception>
    /// <exception cref="InvocationFailedException">The event handler failed, or there is none, or its answer did not come. It is not raised again.</exception>
    /// <exception cref="InvalidOperationException">The answer is empty, or binary.</exception>
    /// <exception cref="System.Text.Json.JsonException">The answer is not the JSON of a <typeparamref name="TResponse"/>.</exception>
    [Experimental(PreviewFeature.Id)]
    public virtual async Task<TResponse?> InvokeEventAsync<TRequest, TResponse>(
        string eventName,
        TRequest content,
        JsonTypeInfo<TRequest> contentType,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken = default)
    {
        InvokeEventResult result =
            await InvokeEventAsync(eventName, ToJson(content, contentType), WebPubSubDataType.Json, cancellationToken: cancellationToken).ConfigureAwait(false);
        return result.ToObject(responseType);
    }

    private PendingInvocation Register(ClientRun run, string? invocationId, Func<string, WebPubSubMessage> create)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(invocationId, "");
        while (true)
        {
            string id = invocationId ?? Interlocked.Increment(ref _lastInvocationId).ToString(CultureInfo.InvariantCulture);
            var invocation = new PendingInvocation(id, Encode(create(id)));
            if (run.TryAdd(invocation))
            {
                return invocation;
            }

            if (invocationId is not null)
            {
                throw new InvalidOperationException($"Another invocation with the id {id} is waiting for its answer.");
            }
        }
    }

    private async Task<InvokeResponseMessage> InvokeAsync(ClientRun run, PendingInvocation invocation, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.MessageTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            _ = run.Outbox.Enqueue(invocation); // who waits for the answer need not wait for room
            return await invocation.Response.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (SendMessageFailedException exception) // the client has stopped
        {
            throw new InvocationFailedException(exception.Message, invocation.InvocationId, exception.Code, exception);
        }
        catch (OperationCanceledException exception)
        {
            run.Outbox.Withdraw(invocation);
            if (invocation.IsSent)
            {
                run.Outbox.EnqueueUrgent(new OutboundFrame(Encode(new CancelInvocationMessage(invocation.InvocationId))));
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw new InvocationFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The invocation was not answered within {_options.MessageTimeout.TotalSeconds} s."),
                invocation.InvocationId,
                InvocationFailedException.Timeout,
                exception);
        }
        finally
        {
            run.Invocations.Remove(invocation);
        }
    }

    private static InvokeEventResult ReadResponse(InvokeResponseMessage response) => response.Success
        ? new InvokeEventResult(response.InvocationId, response.Data, response.Data is null ? null : response.DataType)
        : throw new InvocationFailedException(
            $"The invocation failed. {response.Error?.Message}".TrimEnd(), response.InvocationId, response.Error?.Name ?? "");
}
