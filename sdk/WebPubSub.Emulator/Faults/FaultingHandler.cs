// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Faults;

/// <summary>Applies the faults of event handlers to each attempt to call one.</summary>
internal sealed class FaultingHandler(FaultLists faults, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The request option that contains the event of a request. Validation requests contain no event, and faults do not affect them.</summary>
    public static readonly HttpRequestOptionsKey<EmulatorHandlerCall> Call = new("WebPubSub.Call");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HandlerFault? fault = request.Options.TryGetValue(Call, out EmulatorHandlerCall? call) ? faults.Handlers.Take(call) : null;
        if (fault is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        call!.IsFaulty = true;
        await Task.Delay(fault.IsLost ? Timeout.InfiniteTimeSpan : fault.Delay, time, cancellationToken);
        if (fault.Status == 0)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (fault.IsDelivered)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
        }

        return new HttpResponseMessage((HttpStatusCode)fault.Status) { RequestMessage = request };
    }
}
