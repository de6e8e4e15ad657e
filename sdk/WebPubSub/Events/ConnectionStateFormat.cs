// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The format in which connection states are written into <c>ce-connectionState</c>. Both formats can be read.</summary>
public enum ConnectionStateFormat
{
    /// <summary>The format of the official .NET handler. The JavaScript handler reads the values as strings and does not change them.</summary>
    DotNet = 0,

    /// <summary>The format of the official JavaScript handler: plain JSON. The official .NET handler drops all states in this format.</summary>
    JavaScript = 1,
}
