// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Readers of messages, in addition to the events.</content>
public partial class WebPubSubClient
{
    private const int DefaultReaderCapacity = 256;

    /// <summary>Creates a reader for the group messages that the client receives from now on.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: all groups that the client is in.</param>
    /// <param name="capacity">The maximum number of unread messages, 1 or more. While the reader is full, the client handles no other message.</param>
    /// <returns>The reader. To miss no message, create it before the client starts or joins the group. Dispose it after use.</returns>
    /// <remarks>Each message also raises <see cref="GroupMessageReceived"/>.</remarks>
    public virtual WebPubSubMessageReader<GroupDataMessage> ReadGroupMessages(string? group = null, int capacity = DefaultReaderCapacity) =>
        new(OpenSinks(), message => group is null || message.Group == group, capacity);

    /// <summary>Creates a reader for the messages that the client receives from the application's server from now on.</summary>
    /// <param name="capacity">The maximum number of unread messages, 1 or more. While the reader is full, the client handles no other message.</param>
    /// <returns>The reader. To miss no message, create it before the client starts. Dispose it after use.</returns>
    /// <remarks>Each message also raises <see cref="ServerMessageReceived"/>.</remarks>
    public virtual WebPubSubMessageReader<ServerDataMessage> ReadServerMessages(int capacity = DefaultReaderCapacity) =>
        new(OpenSinks(), _ => true, capacity);

    private MessageSinks OpenSinks()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _dispatcher.Sinks;
    }
}
