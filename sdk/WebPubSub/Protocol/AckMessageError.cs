// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The error in the acknowledgement of a request that failed or was a duplicate.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class AckMessageError
{
    /// <summary>The client does not have the permission.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The service failed, or could not deliver the event. The client can repeat the request with the same ack ID.</summary>
    public const string InternalServerError = "InternalServerError";

    /// <summary>The request is well-formed but invalid.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>No event handler receives the event. This error occurs for invocations only.</summary>
    public const string NotFound = "NotFound";

    /// <summary>The service has already executed a request with this ack ID.</summary>
    public const string Duplicate = "Duplicate";

    /// <summary>Creates an error.</summary>
    /// <param name="name">The kind of error.</param>
    /// <param name="message">The description of the error.</param>
    public AckMessageError(string name, string message)
    {
        Name = name;
        Message = message;
    }

    /// <summary>Gets the kind of error.</summary>
    public string Name { get; }

    /// <summary>Gets the description of the error.</summary>
    public string Message { get; }
}
