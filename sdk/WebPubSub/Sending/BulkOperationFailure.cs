// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A failed request of an operation on many users, groups or connections.</summary>
public class BulkOperationFailure
{
    /// <summary>Creates a failure, for example for a test.</summary>
    /// <param name="targets">The users, groups or connections of the request.</param>
    /// <param name="exception">The exception of the request.</param>
    public BulkOperationFailure(IReadOnlyList<string> targets, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(exception);
        Targets = targets;
        Exception = exception;
    }

    /// <summary>Gets the user IDs, groups or connection IDs of the request. If the response was lost, the service may have processed the request.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Gets the exception of the request, usually an <see cref="Azure.RequestFailedException"/>.</summary>
    public Exception Exception { get; }
}
