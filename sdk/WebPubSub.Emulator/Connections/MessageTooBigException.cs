// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>A client sent a message over the limit; the connection ends with 1009.</summary>
internal sealed class MessageTooBigException : Exception;
