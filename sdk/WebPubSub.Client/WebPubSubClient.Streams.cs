// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <content>Streams.</content>
public partial class WebPubSubClient
{
    /// <summary>Opens a stream to a group, whose members receive its fragments in order.</summary>
    /// <param name="group">The group: 1 to 1,024 characters. The client need not be a member.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The stream, once the service has accepted it.</returns>
    /// <exception cref="GroupStreamFailedException">The service rejected the stream, such as with <c>Forbidden</c>, or the connection ended first.</exception>
    /// <exception cref="InvalidOperationException">Another stream of this client with the same id is open.</exception>
    /// <remarks>Preview.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual async Task<GroupStreamWriter> OpenGroupStreamAsync(
        string group, GroupStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        options = (options ?? new GroupStreamOptions()).Check();
        cancellationToken.ThrowIfCancellationRequested();
        return new GroupStreamWriter(await RequireRun().Streams.OpenAsync(group, options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the streams of other clients, from now on.</summary>
    /// <param name="options">The options. By default the listener reads the streams of all groups that the client has joined.</param>
    /// <returns>The reader. It can be made before the client is started or joins a group, so that nothing is missed; dispose it.</returns>
    /// <remarks>The fragments come as <see cref="GroupMessageReceived"/> too. Preview.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual GroupStreamListener ListenToGroupStreams(GroupStreamListenerOptions? options = null) =>
        new(OpenSinks(), options ?? new GroupStreamListenerOptions(), () => _run?.Unhandled.Messages > 0, _options.TimeProvider, _parts.Logger);
}
