// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

namespace LogStream;

/// <summary>The hub of the log stream. It does not handle events.</summary>
internal sealed class LogHub : WebPubSubHub
{
    public const string Name = "logs";
    public const string Group = "stream";
}
