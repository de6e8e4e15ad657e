// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Sending;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A writer of a stream to a group. The members receive its fragments in order.</summary>
/// <remarks>
/// A stream belongs to one connection. It survives a recovery, and fails if the connection ends. All members are thread-safe.
/// Preview.
/// </remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStreamWriter : IAsyncDisposable
{
    private readonly OutboundStream _stream;

    internal GroupStreamWriter(OutboundStream stream) => _stream = stream;

    /// <summary>Gets the group.</summary>
    public string Group => _stream.Group;

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId => _stream.StreamId;

    /// <summary>Gets the task that completes when the service has closed the stream.</summary>
    /// <exception cref="GroupStreamFailedException">The task throws this exception if the stream failed.</exception>
    public Task Completion => _stream.Completion;

    /// <summary>Writes a fragment. Waits for space while <see cref="GroupStreamOptions.BufferCapacity"/> fragments are unacknowledged.</summary>
    /// <param name="content">The fragment, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="cancellationToken">Cancels the wait. The fragment is then not sent.</param>
    /// <returns>A task that completes when the fragment is in the buffer. The client then sends it.</returns>
    /// <exception cref="ArgumentException">The content does not match its data type, or the fragment is too large. The stream stays open.</exception>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream has been completed.</exception>
    public Task WriteAsync(BinaryData content, WebPubSubDataType dataType, CancellationToken cancellationToken = default)
    {
        MessageEncoder.ValidateContent(content, dataType);
        return _stream.WriteAsync(content, dataType, cancellationToken);
    }

    /// <summary>Writes an object as a JSON fragment.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="content">The object.</param>
    /// <param name="jsonTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="cancellationToken">Cancels the wait. The fragment is then not sent.</param>
    /// <returns>A task that completes when the fragment is in the buffer. The client then sends it.</returns>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream has been completed.</exception>
    public Task WriteAsync<T>(T content, JsonTypeInfo<T> jsonTypeInfo, CancellationToken cancellationToken = default) =>
        WriteAsync(MessageEncoder.ToJson(content, jsonTypeInfo), WebPubSubDataType.Json, cancellationToken);

    /// <summary>Completes the stream, and waits until the service has received all fragments.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the stream has ended.</returns>
    /// <exception cref="GroupStreamFailedException">The stream failed.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        await _stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Aborts the stream. The readers receive an error, and unsent fragments are dropped.</summary>
    /// <param name="message">The error message for the readers.</param>
    /// <param name="userErrorCode">An error code for the readers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the stream has ended.</returns>
    /// <exception cref="GroupStreamFailedException">The stream has already failed.</exception>
    public Task AbortAsync(string? message = null, string? userErrorCode = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _stream.End(new StreamError(name: null, message, userErrorCode));
        return Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Aborts a stream that is not completed, without waiting for the service.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _stream.End(new StreamError(name: null, "The publisher disposed the stream before completing it."));
        return ValueTask.CompletedTask;
    }
}
