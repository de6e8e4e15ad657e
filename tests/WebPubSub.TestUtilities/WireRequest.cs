// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.TestUtilities;

/// <summary>A request as the server received it.</summary>
public sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
