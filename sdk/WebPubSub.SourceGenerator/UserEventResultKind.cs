// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>The kinds of results of a method with <c>[UserEvent]</c>.</summary>
internal enum UserEventResultKind
{
    /// <summary>The method has no result.</summary>
    None,

    /// <summary>The result is the response.</summary>
    Response,

    /// <summary>The result is an error response, which rejects the event.</summary>
    ErrorResponse,

    /// <summary>The result is the data of the reply: text, bytes or JSON.</summary>
    Value,

    /// <summary>The result has a type that cannot be sent.</summary>
    Unusable,
}
