// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <content>Streams.</content>
public partial class WebPubSubClient
{
    /// <summary>Opens a stream to a group. The members receive its fragments in order.</summary>
    /// <param name="group">The group: 1 to 1,024 characters. The client does not have to be a member.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The stream, after the service has accepted it.</returns>
    /// <exception cref="GroupStreamFailedException">The service rejected the stream, for example with <c>Forbidden</c>, or the connection ended first.</exception>
    /// <exception cref="InvalidOperationException">Another stream of this client with the same ID is open.</exception>
    /// <remarks>Preview.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual async Task<GroupStreamWriter> OpenGroupStreamAsync(
        string group, GroupStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        options = (options ?? new GroupStreamOptions()).Check();
        cancellationToken.ThrowIfCancellationRequested();
        return new GroupStreamWriter(await RequireRun().Streams.OpenAsync(group, options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Creates a listener for the group streams that the client receives from now on.</summary>
    /// <param name="options">The options. By default the listener reads the streams of all groups that the client has joined.</param>
    /// <returns>The listener. To miss no stream, create it before the client starts or joins a group. Dispose it after use.</returns>
    /// <remarks>Each fragment also raises <see cref="GroupMessageReceived"/>. Preview.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual GroupStreamListener ListenToGroupStreams(GroupStreamListenerOptions? options = null) =>
        new(OpenSinks(), options ?? new GroupStreamListenerOptions(), () => _run?.Unhandled.Messages > 0, _options.TimeProvider, _dependencies.Logger);
}
