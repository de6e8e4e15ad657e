// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator.Protocols;

/// <summary>Gives each connection the protocol that its subprotocol names.</summary>
internal sealed class ClientProtocols(WebPubSubEmulatorOptions options, ClientEvents events, BackgroundTasks background, ILogger logger)
{
    private readonly JsonCodec _json = new(options.EnablePreviewFeatures);
    private readonly ProtobufCodec _protobuf = new();

    public IClientProtocol Create(ClientConnection connection, EmulatorHub hub, RawMode rawMode) =>
        FindCodec(connection.Subprotocol) is { } codec
            ? new SubprotocolClient(connection, codec, CreateProcessor(connection, hub), logger)
            : new RawClient(connection, hub, events, rawMode, logger);

    private MessageProcessor CreateProcessor(ClientConnection connection, EmulatorHub hub) =>
        new(connection, hub, events, background, options.TimeProvider, logger);

    private MessageCodec? FindCodec(string? subprotocol) =>
        Subprotocols.IsJson(subprotocol) ? _json : Subprotocols.IsProtobuf(subprotocol) ? _protobuf : null;
}
