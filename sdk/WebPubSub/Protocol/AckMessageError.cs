// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The error of a request that the service did not carry out.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class AckMessageError
{
    /// <summary>The client lacks the permission.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The service failed, or could not deliver the event. The request can be repeated with the same ID.</summary>
    public const string InternalServerError = "InternalServerError";

    /// <summary>The request is well-formed but invalid.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>The event has no event handler. Invocations only.</summary>
    public const string NotFound = "NotFound";

    /// <summary>The service carried out a request with this ID before.</summary>
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
