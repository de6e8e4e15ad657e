// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What the bytes of a message are.</summary>
/// <remarks>Protocol reference: client protocols, section 8.</remarks>
public enum WebPubSubDataType
{
    /// <summary>Bytes: <c>application/octet-stream</c>.</summary>
    Binary = 0,

    /// <summary>A JSON value: <c>application/json</c>.</summary>
    Json = 1,

    /// <summary>UTF-8 text: <c>text/plain</c>.</summary>
    Text = 2,

    /// <summary>A serialized <c>google.protobuf.Any</c>: <c>application/x-protobuf</c>.</summary>
    Protobuf = 3,
}
