// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator.Processing;

/// <summary>Creates what carries out the messages of a connection.</summary>
internal sealed class FrameProcessors(ClientEvents events, BackgroundTasks background, TimeProvider time, ILogger logger)
{
    /// <param name="connection">The connection, whose constructor calls this.</param>
    /// <param name="hub">Its hub.</param>
    /// <param name="rawMode">What the messages of a client without subprotocol mean.</param>
    public IFrameProcessor Create(ClientConnection connection, EmulatorHub hub, RawMode rawMode) => connection.Codec is SubprotocolCodec codec
        ? new SubprotocolProcessor(connection, codec, new MessageProcessor(connection, hub, events, background, time, logger), logger)
        : new RawProcessor(connection, hub, events, rawMode, logger);
}
