// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A stream did not come to its regular end.</summary>
/// <remarks>Preview. Protocol reference: client protocols, section 14.</remarks>
[Experimental(PreviewFeature.Id)]
public class GroupStreamFailedException : Exception
{
    /// <summary>The <see cref="Code"/> when the connection that the stream belongs to ended.</summary>
    public const string ConnectionLost = SendMessageFailedException.ConnectionLost;

    /// <summary>The <see cref="Code"/> when the service acknowledged, or asked for, what was never sent.</summary>
    public const string ProtocolViolation = "ProtocolViolation";

    /// <summary>The <see cref="Code"/> when more came of a stream that nobody had begun to read than is kept.</summary>
    public const string BufferOverflow = "BufferOverflow";

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="group">The group.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="code">The name of the service's error, or one of the constants here.</param>
    /// <param name="userErrorCode">The publisher's own code.</param>
    /// <param name="innerException">The cause.</param>
    public GroupStreamFailedException(
        string message, string group, string streamId, string code, string? userErrorCode = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Group = group;
        StreamId = streamId;
        Code = code;
        UserErrorCode = userErrorCode;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the stream.</summary>
    public string StreamId { get; }

    /// <summary>
    /// Gets the name of the service's error, such as <see cref="StreamError.Forbidden"/>, <see cref="StreamError.IdleTimeout"/>,
    /// <see cref="StreamError.Cancelled"/> or <see cref="StreamError.UserError"/>, or one of the constants here.
    /// </summary>
    public string Code { get; }

    /// <summary>Gets the publisher's own code; only with <see cref="StreamError.UserError"/>.</summary>
    public string? UserErrorCode { get; }

    internal static GroupStreamFailedException From(string group, string streamId, StreamError error)
    {
        string name = error.Name ?? StreamError.UserError;
        return new GroupStreamFailedException(
            string.IsNullOrEmpty(error.Message) ? $"The stream ended with {name}." : $"The stream ended with {name}: {error.Message}", group, streamId, name, error.UserErrorCode);
    }
}
