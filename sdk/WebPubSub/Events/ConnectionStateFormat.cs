// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How connection states are written into <c>ce-connectionState</c>. Both forms are read.</summary>
/// <remarks>Protocol reference: event handler, section 9.1.</remarks>
public enum ConnectionStateFormat
{
    /// <summary>As the official .NET handler does; the JavaScript one reads the values as strings and passes them on untouched.</summary>
    DotNet = 0,

    /// <summary>As the official JavaScript handler does: plain JSON. The official .NET handler drops all of it.</summary>
    JavaScript = 1,
}
