// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Streams;

namespace WebPubSub.Client;

/// <content>Streams.</content>
public partial class WebPubSubClient
{
    /// <summary>Opens a stream to a group: fragments that its members get in order.</summary>
    /// <param name="group">The group: 1 to 1,024 characters. The client need not be a member.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends the wait, and gives the stream up.</param>
    /// <returns>The stream, once the service has taken it in.</returns>
    /// <exception cref="GroupStreamFailedException">The service refused it, such as with <c>Forbidden</c>, or the connection ended first.</exception>
    /// <exception cref="InvalidOperationException">Another stream of this client with the same id is open.</exception>
    /// <remarks>Only with a JSON subprotocol. Preview. Protocol reference: client protocols, section 14.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual async Task<GroupStreamWriter> OpenGroupStreamAsync(
        string group, GroupStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        options = (options ?? new GroupStreamOptions()).Check();
        ClientRun run = RequireRun();
        var stream = new OutboundStream(
            group, options.StreamId ?? Guid.NewGuid().ToString("N"), options, run.Outbox, _options.Protocol, _options.TimeProvider);
        if (!run.TryAdd(stream))
        {
            throw new InvalidOperationException($"Another stream with the id {stream.StreamId} is open.");
        }

        stream.Start();
        try
        {
            await stream.Opened.WaitAsync(_options.MessageTimeout, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            stream.GiveUp("It was not opened in time.");
            cancellationToken.ThrowIfCancellationRequested();
            throw new GroupStreamFailedException(
                $"The service did not take the stream in within {_options.MessageTimeout}.", group, stream.StreamId, SendMessageFailedException.Timeout, innerException: exception);
        }

        return new GroupStreamWriter(stream, Encode);
    }

    /// <summary>Reads the streams of other clients, from now on.</summary>
    /// <param name="options">Which, and how; by default those of all groups that the client is in.</param>
    /// <returns>The reader. It can be made before the client is started or joins a group, so that nothing is missed; dispose it.</returns>
    /// <remarks>The fragments come as <see cref="GroupMessageReceived"/> too. Preview. Protocol reference: client protocols, section 14.6.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual GroupStreamListener ListenToGroupStreams(GroupStreamListenerOptions? options = null) =>
        new(OpenSinks(), options ?? new GroupStreamListenerOptions(), () => Volatile.Read(ref _run)?.HasUnhandled == true, _options.TimeProvider, _logger);
}
