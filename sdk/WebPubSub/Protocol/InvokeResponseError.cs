// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The error of an invocation.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class InvokeResponseError
{
    /// <summary>Creates an error.</summary>
    /// <param name="name">The kind of error, such as <see cref="AckMessageError.NotFound"/>.</param>
    /// <param name="message">The description of the error.</param>
    public InvokeResponseError(string name, string message)
    {
        Name = name;
        Message = message;
    }

    /// <summary>Gets the kind of error, such as <see cref="AckMessageError.NotFound"/>.</summary>
    public string Name { get; }

    /// <summary>Gets the description of the error.</summary>
    public string Message { get; }
}
