// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Admission;

/// <summary>Rejects clients, and reports the reason in the log and in the trace.</summary>
internal sealed class ClientRejections(IEmulatorObserver observer, ILogger logger)
{
    /// <summary>Rejects a client without a reason in the response.</summary>
    /// <param name="http">The request.</param>
    /// <param name="hub">The requested hub.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="logged">The reason for the log, if <paramref name="reason"/> may contain text that must not be logged.</param>
    public void Reject(HttpContext http, string hub, int status, string reason, string? logged = null)
    {
        logger.ClientRefused(hub, status, logged ?? reason);
        observer.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Rejected, hub.ToLowerInvariant(), connectionId: null)
        {
            Status = status,
            IsFailure = true,
            Reason = reason,
        });
        http.Response.StatusCode = status;
    }

    /// <summary>Rejects a client, with the reason in the response.</summary>
    public async Task RejectAsync(HttpContext http, string hub, int status, string reason)
    {
        Reject(http, hub, status, reason);
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = reason.Length; // all reasons are ASCII
        await http.Response.WriteAsync(reason, http.RequestAborted);
    }
}
