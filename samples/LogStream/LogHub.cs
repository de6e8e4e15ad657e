// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

namespace LogStream;

/// <summary>Names the hub; no event of it is handled.</summary>
internal sealed class LogHub : WebPubSubHub
{
    public const string Name = "logs";
    public const string Group = "stream";
}
