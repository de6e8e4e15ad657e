// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The types of the data of a message.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
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
