// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.ExceptionServices;
using Azure;

namespace WebPubSub.Failover;

/// <summary>The result of a request at one of several resources: a response or a failure.</summary>
internal readonly record struct Outcome(ServiceResource Resource, Response? Response, Exception? Exception)
{
    private bool IsNotFound => Response is { Status: 404 };

    private bool IsSuccess => Response is { Status: >= 200 and < 300 };

    /// <summary>Chooses the result for the caller.</summary>
    /// <param name="outcomes">The result of each resource.</param>
    /// <param name="isAboutOneTarget">Whether the request has one target. Then 404 means that this resource does not have the target, but another may.</param>
    /// <remarks>
    /// The failure of a resource that is down does not count if another resource responded. Of the remaining outcomes, a failure has the highest priority,
    /// because some clients were not reached. Next is a success, and then 404, which means that no resource has the target.
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
