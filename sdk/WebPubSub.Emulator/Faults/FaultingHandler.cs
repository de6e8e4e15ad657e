// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Faults;

/// <summary>Lets the faults of event handlers happen to each attempt to reach one.</summary>
internal sealed class FaultingHandler(FaultLists faults, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Tells which event a request carries. Validations carry none, and nothing happens to them.</summary>
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
        return fault.Status == 0
            ? await base.SendAsync(request, cancellationToken)
            : new HttpResponseMessage((HttpStatusCode)fault.Status) { RequestMessage = request };
    }
}
