// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Sending;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A stream to a group: fragments that its members get in order, and an end.</summary>
/// <remarks>
/// It belongs to a connection: a recovered transport loses nothing of it, a new connection ends it. Several threads may write.
/// Preview. Protocol reference: client protocols, section 14.
/// </remarks>
[Experimental(PreviewFeature.Id)]
public sealed class GroupStreamWriter : IAsyncDisposable
{
    private readonly OutboundStream _stream;

    internal GroupStreamWriter(OutboundStream stream) => _stream = stream;

    /// <summary>Gets the group.</summary>
    public string Group => _stream.Group;

    /// <summary>Gets the id of the stream.</summary>
    public string StreamId => _stream.StreamId;

    /// <summary>Gets the task that ends when the service has closed the stream.</summary>
    /// <exception cref="GroupStreamFailedException">From the task: the stream failed.</exception>
    public Task Completion => _stream.Completion;

    /// <summary>Writes a fragment. The task waits while more than <see cref="GroupStreamOptions.BufferCapacity"/> wait for their acknowledgement.</summary>
    /// <param name="content">The fragment, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="cancellationToken">Ends the wait; the fragment has its place in the stream nevertheless.</param>
    /// <returns>A task that ends when there is room for another.</returns>
    /// <exception cref="ArgumentException">The fragment is not what its type says, or too large. The stream goes on.</exception>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream has been completed.</exception>
    public Task WriteAsync(BinaryData content, WebPubSubDataType dataType, CancellationToken cancellationToken = default)
    {
        MessageEncoder.ValidateContent(content, dataType);
        return _stream.WriteAsync(content, dataType, cancellationToken);
    }

    /// <summary>Writes an object as a fragment, as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="content">The object.</param>
    /// <param name="contentType">How it is written, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the fragment is in line to be sent.</returns>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">The stream has been completed.</exception>
    public Task WriteAsync<T>(T content, JsonTypeInfo<T> contentType, CancellationToken cancellationToken = default) =>
        WriteAsync(MessageEncoder.ToJson(content, contentType), WebPubSubDataType.Json, cancellationToken);

    /// <summary>Ends the stream behind what was written, and waits until the service has closed it: then it has all of it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the stream.</returns>
    /// <exception cref="GroupStreamFailedException">The stream failed.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        _stream.End(error: null);
        return Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Gives the stream up: its readers get an error. What was written and not sent is not sent any more.</summary>
    /// <param name="message">What its readers are told.</param>
    /// <param name="userErrorCode">A code for them, of the application's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the stream.</returns>
    /// <exception cref="GroupStreamFailedException">The stream had failed before.</exception>
    public Task AbortAsync(string? message = null, string? userErrorCode = null, CancellationToken cancellationToken = default)
    {
        _stream.End(new StreamError(Name: null, message, userErrorCode));
        return Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Gives up a stream that was not completed. It does not wait for the service.</summary>
    /// <returns>A task that has ended.</returns>
    public ValueTask DisposeAsync()
    {
        _stream.End(new StreamError(Name: null, "The publisher has left the stream."));
        return ValueTask.CompletedTask;
    }
}
