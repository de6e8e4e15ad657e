// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>The exception that is thrown when a stream fails.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class GroupStreamFailedException : Exception
{
    /// <summary>The <see cref="Code"/> when the connection of the stream ended.</summary>
    public const string ConnectionLost = SendMessageFailedException.ConnectionLost;

    /// <summary>
    /// The <see cref="Code"/> when the service acknowledges or requests a fragment that was never sent, or requests a fragment that it has acknowledged.
    /// </summary>
    public const string ProtocolViolation = "ProtocolViolation";

    /// <summary>The <see cref="Code"/> when the application does not read a stream yet and its buffer is full.</summary>
    public const string BufferOverflow = "BufferOverflow";

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="group">The group.</param>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="code">The name of the service's error, or one of the constants of this class.</param>
    /// <param name="userErrorCode">The error code of the publisher.</param>
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

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>
    /// Gets the name of the service's error, such as <see cref="StreamError.Forbidden"/>, <see cref="StreamError.IdleTimeout"/>,
    /// <see cref="StreamError.Cancelled"/> or <see cref="StreamError.UserError"/>; or one of the constants of this class;
    /// or <see cref="SendMessageFailedException.Timeout"/> if the service did not accept the stream in time.
    /// </summary>
    public string Code { get; }

    /// <summary>Gets the error code of the publisher. It is set only with <see cref="StreamError.UserError"/>.</summary>
    public string? UserErrorCode { get; }

    internal static GroupStreamFailedException From(string group, string streamId, StreamError error)
    {
        string name = error.Name ?? StreamError.UserError;
        return new GroupStreamFailedException(
            string.IsNullOrEmpty(error.Message) ? $"The stream ended with {name}." : $"The stream ended with {name}: {error.Message}", group, streamId, name, error.UserErrorCode);
    }
}
