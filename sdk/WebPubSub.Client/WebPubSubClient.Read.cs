// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Messages to read one after another, beside the events.</content>
public partial class WebPubSubClient
{
    private const int DefaultReaderCapacity = 256;

    /// <summary>Reads the messages to groups, from now on.</summary>
    /// <param name="group">The group; by default all groups that the client is in.</param>
    /// <param name="capacity">How many messages may wait to be read, at least 1. While the reader is full, the client does not read from its connection.</param>
    /// <returns>The reader. It can be made before the client is started or joins the group, so that nothing is missed; dispose it.</returns>
    /// <remarks>The messages come as <see cref="GroupMessageReceived"/> too.</remarks>
    public virtual WebPubSubMessageReader<GroupDataMessage> ReadGroupMessages(string? group = null, int capacity = DefaultReaderCapacity) =>
        new(OpenSinks(), message => group is null || message.Group == group, capacity);

    /// <summary>Reads the messages of the application's server, from now on.</summary>
    /// <param name="capacity">How many messages may wait to be read, at least 1. While the reader is full, the client does not read from its connection.</param>
    /// <returns>The reader. It can be made before the client is started, so that nothing is missed; dispose it.</returns>
    /// <remarks>The messages come as <see cref="ServerMessageReceived"/> too.</remarks>
    public virtual WebPubSubMessageReader<ServerDataMessage> ReadServerMessages(int capacity = DefaultReaderCapacity) =>
        new(OpenSinks(), _ => true, capacity);

    private MessageSinks OpenSinks()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _dispatcher.Sinks;
    }
}
