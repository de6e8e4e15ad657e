// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool;

/// <summary>An error whose message the tool prints in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);
