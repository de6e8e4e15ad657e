// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Protocols;

/// <summary>The codecs by subprotocol.</summary>
internal sealed class Codecs(WebPubSubEmulatorOptions options)
{
    private readonly JsonCodec _json = new(options.EnablePreviewFeatures);
    private readonly ProtobufCodec _protobuf = new(options.EnablePreviewFeatures);
    private readonly RawCodec _raw = new();

    public MessageCodec Find(string? subprotocol) => Subprotocols.IsJson(subprotocol) ? _json : Subprotocols.IsProtobuf(subprotocol) ? _protobuf : _raw;
}
