// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Invoking;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Invocations: events with a response.</content>
public partial class WebPubSubClient
{
    private long _lastInvocationId;

    /// <summary>Sends an event to the application's server and waits for its response.</summary>
    /// <param name="eventName">The event: a letter, followed by up to 127 letters, digits, or the characters <c>_ . -</c>.</param>
    /// <param name="content">The content, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="invocationId">
    /// The invocation ID. No other pending invocation can have the same ID. The default is <see langword="null"/>: the client chooses an ID.
    /// </param>
    /// <param name="cancellationToken">Cancels the invocation. The client notifies the service.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">The content does not match its data type, or is too large.</exception>
    /// <exception cref="InvocationFailedException">The event handler failed or is missing, or the client received no response. The client doesn't retry.</exception>
    /// <remarks>Preview.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual async Task<InvokeEventResult> InvokeEventAsync(
        string eventName, BinaryData content, WebPubSubDataType dataType, string? invocationId = null, CancellationToken cancellationToken = default)
    {
        ValidateEvent(eventName);
        MessageEncoder.ValidateContent(content, dataType);
        cancellationToken.ThrowIfCancellationRequested();
        Invocations invocations = RequireRun().Invocations;
        ClientTelemetry.Operation operation = ClientTelemetry.Start("InvokeEvent", eventName);
        try
        {
            PendingInvocation invocation = Register(invocations, invocationId, id => new InvokeMessage(id, eventName, content, dataType));
            InvokeEventResult result = ReadResponse(await invocations.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false));
            operation.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    /// <summary>Sends an object as a JSON event to the application's server, and returns the response as an object.</summary>
    /// <typeparam name="TRequest">The type of the object.</typeparam>
    /// <typeparam name="TResponse">The type of the response.</typeparam>
    /// <param name="eventName">The event: a letter, followed by up to 127 letters, digits, or the characters <c>_ . -</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="requestTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="responseTypeInfo">The metadata of the response type.</param>
    /// <param name="cancellationToken">Cancels the invocation. The client notifies the service.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">The content is too large.</exception>
    /// <exception cref="InvocationFailedException">The event handler failed or is missing, or the client received no response. The client doesn't retry.</exception>
    /// <exception cref="InvalidOperationException">The response is empty, or its data type is neither JSON nor text.</exception>
    /// <exception cref="System.Text.Json.JsonException">The response is not valid JSON for a <typeparamref name="TResponse"/>.</exception>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual async Task<TResponse?> InvokeEventAsync<TRequest, TResponse>(
        string eventName,
        TRequest content,
        JsonTypeInfo<TRequest> requestTypeInfo,
        JsonTypeInfo<TResponse> responseTypeInfo,
        CancellationToken cancellationToken = default)
    {
        InvokeEventResult result =
            await InvokeEventAsync(eventName, MessageEncoder.ToJson(content, requestTypeInfo), WebPubSubDataType.Json, cancellationToken: cancellationToken).ConfigureAwait(false);
        return result.ToObject(responseTypeInfo);
    }

    private PendingInvocation Register(Invocations invocations, string? invocationId, Func<string, InvokeMessage> create)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(invocationId, "");
        while (true)
        {
            string id = invocationId ?? Interlocked.Increment(ref _lastInvocationId).ToString(CultureInfo.InvariantCulture);
            if (invocations.TryRegister(create(id)) is { } invocation)
            {
                return invocation;
            }

            if (invocationId is not null)
            {
                throw new InvalidOperationException($"Another invocation with the ID {id} is waiting for its response.");
            }
        }
    }

    private static InvokeEventResult ReadResponse(InvokeResponseMessage response) => response.Success
        ? new InvokeEventResult(response.InvocationId, response.Data, response.Data is null ? null : response.DataType)
        : throw new InvocationFailedException(
            $"The invocation failed. {response.Error?.Message}".TrimEnd(), response.InvocationId, response.Error?.Name ?? "");
}
