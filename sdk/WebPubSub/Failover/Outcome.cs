// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.ExceptionServices;
using Azure;

namespace WebPubSub.Failover;

/// <summary>What one resource made of a request that all of them got: an answer or a failure.</summary>
internal readonly record struct Outcome(ServiceResource Resource, Response? Response, Exception? Exception)
{
    private bool IsNotFound => Response is { Status: 404 };

    private bool IsSuccess => Response is { Status: >= 200 and < 300 };

    /// <summary>Chooses what the caller hears.</summary>
    /// <param name="outcomes">One for each resource that was asked.</param>
    /// <param name="isAboutOneTarget">Whether 404 says that a resource does not have the target, which another one may have.</param>
    /// <remarks>
    /// A failure of a resource that is down does not count while another one answered. Of what counts, a failure comes first, because a part of
    /// the clients was not reached; then a success; then 404, which means that no resource has the target.
    /// </remarks>
    public static Response Choose(IReadOnlyList<Outcome> outcomes, bool isAboutOneTarget)
    {
        Outcome[] counting = [.. outcomes.Where(outcome => outcome.IsSuccess || outcome.IsNotFound || outcome.Resource.Health is not { IsDown: true })];
        Outcome chosen = counting.Length == 0 ? outcomes[0] : counting.OrderBy(Rank).First();
        if (chosen.Exception is not null)
        {
            ExceptionDispatchInfo.Throw(chosen.Exception);
        }

        return chosen.Response!;

        int Rank(Outcome outcome) => outcome.IsSuccess ? 1 : outcome.IsNotFound && isAboutOneTarget ? 2 : 0;
    }
}
