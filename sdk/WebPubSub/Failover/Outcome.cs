// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.ExceptionServices;
using Azure;

namespace WebPubSub.Failover;

/// <summary>What one resource made of a request that all of them got: an answer or a failure.</summary>
internal readonly record struct Outcome(ServiceResource Resource, Response? Response, Exception? Exception)
{
    private bool IsFailure => Response is null or { Status: not (404 or (>= 200 and < 300)) };

    /// <summary>Chooses what the caller hears.</summary>
    /// <remarks>
    /// A failure of a resource that is down does not count while another one answered. Of what counts, a failure comes first, because a part of
    /// the clients was not reached; then a success; then 404, which means that no resource knows the target.
    /// </remarks>
    public static Response Choose(IReadOnlyList<Outcome> outcomes)
    {
        Outcome[] counting = [.. outcomes.Where(outcome => !(outcome.IsFailure && outcome.Resource.Health!.IsDown))];
        Outcome chosen = counting.Length == 0
            ? outcomes[0]
            : counting.OrderBy(outcome => outcome.IsFailure ? 0 : outcome.Response!.Status == 404 ? 2 : 1).First();
        if (chosen.Exception is not null)
        {
            ExceptionDispatchInfo.Throw(chosen.Exception);
        }

        return chosen.Response!;
    }
}
