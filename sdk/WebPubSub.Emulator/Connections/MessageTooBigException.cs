// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>The exception for a client message that exceeds the limit. The connection ends with close code 1009.</summary>
internal sealed class MessageTooBigException : Exception;
