// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that opens a stream to a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamStartMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group. The sender does not need to be a member.</param>
    /// <param name="streamId">The ID of the stream. It must be unique among the open streams of the connection.</param>
    /// <param name="idleTimeout">The maximum idle time of the stream. The default is <see langword="null"/>, which means five minutes.</param>
    /// <param name="noEcho">Whether the service excludes this connection from the recipients.</param>
    /// <param name="fault">The error in the request, for which the service closes the stream. It is <see langword="null"/> for a valid request.</param>
    public StreamStartMessage(string group, string streamId, TimeSpan? idleTimeout = null, bool noEcho = false, string? fault = null)
    {
        Group = group;
        StreamId = streamId;
        IdleTimeout = idleTimeout;
        NoEcho = noEcho;
        Fault = fault;
    }

    /// <summary>Gets the group. The sender does not need to be a member.</summary>
    public string Group { get; }

    /// <summary>Gets the ID of the stream. It must be unique among the open streams of the connection.</summary>
    public string StreamId { get; }

    /// <summary>Gets the maximum idle time of the stream. The default is <see langword="null"/>, which means five minutes.</summary>
    public TimeSpan? IdleTimeout { get; }

    /// <summary>Gets whether the service excludes this connection from the recipients.</summary>
    public bool NoEcho { get; }

    /// <summary>Gets the error in the request, for which the service closes the stream. It is <see langword="null"/> for a valid request.</summary>
    public string? Fault { get; }
}
