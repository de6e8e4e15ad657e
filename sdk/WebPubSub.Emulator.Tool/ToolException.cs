// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool;

/// <summary>What the user is told in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);
