// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The form in which connection states are written into <c>ce-connectionState</c>. Both forms can be read.</summary>
public enum ConnectionStateFormat
{
    /// <summary>The form of the official .NET handler. The JavaScript handler reads the values as strings and keeps them as they are.</summary>
    DotNet = 0,

    /// <summary>The form of the official JavaScript handler: plain JSON. The official .NET handler drops all states in this form.</summary>
    JavaScript = 1,
}
