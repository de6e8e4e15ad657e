// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator.Processing;

/// <summary>The factory of the processors of client messages.</summary>
internal sealed class FrameProcessors(ClientEvents events, BackgroundTasks background, TimeProvider time, ILogger logger)
{
    /// <param name="connection">The connection. Its constructor calls this method.</param>
    /// <param name="hub">The hub of the connection.</param>
    /// <param name="rawMode">The mode of a client without a subprotocol.</param>
    public IFrameProcessor Create(ClientConnection connection, EmulatorHub hub, RawMode rawMode) => connection.Codec is SubprotocolCodec codec
        ? new SubprotocolProcessor(connection, codec, new MessageProcessor(connection, hub, events, background, time, logger), logger)
        : new RawProcessor(connection, hub, events, rawMode, logger);
}
