// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The result of an operation on many users, groups or connections: the accepted users, groups or connections, and the failed requests.</summary>
public class BulkOperationResult
{
    /// <summary>Creates a result, for example for a test.</summary>
    /// <param name="accepted">The users, groups or connections that the service accepted.</param>
    /// <param name="failures">The requests that failed.</param>
    public BulkOperationResult(IReadOnlyList<string> accepted, IReadOnlyList<BulkOperationFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(failures);
        Accepted = accepted;
        Failures = failures;
    }

    /// <summary>Gets the user IDs, groups or connection IDs that the service accepted, without duplicates.</summary>
    /// <remarks>The service also accepts a user or group without a connection.</remarks>
    public IReadOnlyList<string> Accepted { get; }

    /// <summary>Gets the requests that failed, with their users, groups or connections.</summary>
    /// <value>The list is empty if the service accepted all requests.</value>
    public IReadOnlyList<BulkOperationFailure> Failures { get; }

    /// <summary>Throws if a request failed.</summary>
    /// <exception cref="AggregateException">At least one request failed. The inner exceptions are the exceptions of the failed requests.</exception>
    public void ThrowIfAnyFailed()
    {
        if (Failures.Count > 0)
        {
            throw new AggregateException(
                $"The service did not accept {Failures.Sum(failure => failure.Targets.Count)} of {Accepted.Count + Failures.Sum(failure => failure.Targets.Count)} users, groups or connections.",
                Failures.Select(failure => failure.Exception));
        }
    }
}
