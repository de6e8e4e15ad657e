// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of a client: opens a stream to a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class StreamStartMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group. The sender does not need to be a member.</param>
    /// <param name="streamId">The ID of the stream, unique among those of the connection.</param>
    /// <param name="idleTimeout">How long the stream can be idle. The default is <see langword="null"/>: five minutes.</param>
    /// <param name="noEcho">Whether the service skips this connection, if it is a member.</param>
    /// <param name="fault">The error of the request, which the service answers by closing the stream; <see langword="null"/> for a valid request.</param>
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

    /// <summary>Gets the ID of the stream, unique among those of the connection.</summary>
    public string StreamId { get; }

    /// <summary>Gets how long the stream can be idle. The default is <see langword="null"/>: five minutes.</summary>
    public TimeSpan? IdleTimeout { get; }

    /// <summary>Gets whether the service skips this connection, if it is a member.</summary>
    public bool NoEcho { get; }

    /// <summary>Gets the error of the request, which the service answers by closing the stream; <see langword="null"/> for a valid request.</summary>
    public string? Fault { get; }
}
