// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using WebPubSub.Operations;

namespace WebPubSub.Failover;

/// <summary>An operation that sends its requests in parallel. It reports each failure with the targets of the failed request.</summary>
internal static class BulkOperation
{
    public static async Task<BulkOperationResult> RunAsync(
        ResourceSet resources, IReadOnlyList<(IReadOnlyList<string> Targets, OperationRequest Request)> requests, int maxConcurrentRequests, CancellationToken cancellationToken)
    {
        var accepted = new ConcurrentQueue<string>();
        var failures = new ConcurrentQueue<BulkOperationFailure>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxConcurrentRequests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(requests, parallel, async (item, token) =>
        {
            try
            {
                await resources.SendAsync(item.Request, new() { CancellationToken = token }).ConfigureAwait(false);
                foreach (string target in item.Targets)
                {
                    accepted.Enqueue(target);
                }
            }
#pragma warning disable CA1031 // the caller gets it in the result
            catch (Exception exception)
#pragma warning restore CA1031
            {
                cancellationToken.ThrowIfCancellationRequested();
                failures.Enqueue(new BulkOperationFailure(item.Targets, exception));
            }
        }).ConfigureAwait(false);
        return new BulkOperationResult([.. accepted], [.. failures]);
    }
}
