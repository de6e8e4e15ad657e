// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Rest;

/// <summary>The middleware that adds each REST call to the trace, and applies faults to it.</summary>
internal sealed class RestTrace(IEmulatorObserver observer, FaultLists faults, TimeProvider time)
{
    private static readonly PathString Prefix = "/api";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        var call = new EmulatorRestCall(FindHub(http.Request.Path), http.Request.Method, http.Request.Path + http.Request.QueryString)
        {
            KnownParent = EventTraceContext.ReadEntry(http.Request.Headers.TraceState),
            KnownContext = EventTraceContext.ReadParent(http.Request.Headers.TraceParent),
        };
        http.Features.Set(call);
        observer.Begin(call);
        Cause.Set(call);
        long start = time.GetTimestamp();
        try
        {
            RestFault? fault = await FailAsync(http, call);
            if (fault is not { IsReset: true } and not { Status: > 0 })
            {
                await next(http);
            }

            call.Status = fault is { IsReset: true } || IsUnanswered(http) ? 0 : http.Response.StatusCode;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            call.Status = StatusCodes.Status500InternalServerError;
            call.Reason = "The emulator failed. Its log contains the exception.";
            throw;
        }
        finally
        {
            bool isMissingTarget = call.Status == StatusCodes.Status404NotFound && HttpMethods.IsHead(call.Method) && http.GetEndpoint() is not null; // an answer, not a failure
            call.IsFailure = call.Status is 0 or >= 400 && !isMissingTarget;
            call.Reason ??= call.Status == StatusCodes.Status404NotFound && http.GetEndpoint() is null ? "The REST API has no such operation." : null;
            call.Duration = time.GetElapsedTime(start);
            observer.End(call);
        }
    }

    // The client disconnected before the answer started. A client that disconnects later has received an answer.
    private static bool IsUnanswered(HttpContext http) => http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted;

    private async Task<RestFault?> FailAsync(HttpContext http, EmulatorRestCall call)
    {
        if (faults.Rest.Take(call) is not { } fault)
        {
            return null;
        }

        call.Reason = "The test injected a fault.";
        await Task.Delay(fault.Delay, time, http.RequestAborted);
        if (fault.IsReset)
        {
            http.Abort();
            return fault;
        }

        http.Response.StatusCode = fault.Status == 0 ? http.Response.StatusCode : fault.Status;
        if (fault.RetryAfter is { } retryAfter)
        {
            http.Response.Headers.RetryAfter = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return fault;
    }

    // Runs before routing, which provides no route values for a path without an operation.
    private static string? FindHub(PathString path) =>
        path.Value!.Split('/') is ["", _, var hubs, { Length: > 0 } hub, ..] && hubs.Equals("hubs", StringComparison.OrdinalIgnoreCase) ? hub.ToLowerInvariant() : null;
}
