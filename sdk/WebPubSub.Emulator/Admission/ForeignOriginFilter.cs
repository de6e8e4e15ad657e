// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Admission;

/// <summary>Rejects requests of web pages from other machines while an access key is public or tokens are not validated.</summary>
/// <remarks>
/// Otherwise, any page that a developer visits could create a token, connect and read every message. Browsers send the source of a request in <c>Origin</c> and
/// <c>Sec-Fetch-Site</c>; programs send neither header and are not affected. The guard cannot detect one kind of request: a GET request over http, by a page
/// whose host name was rebound to this machine, has neither header. Such a page can neither connect nor send, because these requests carry an origin.
/// </remarks>
internal sealed class ForeignOriginFilter(WebPubSubEmulatorOptions options, EmulatorAddress address, ClientRejections rejections, ILogger logger)
{
    private readonly bool _isOn = !options.AllowForeignOrigins && (options.AllowUnvalidatedEntraTokens || options.AccessKeys.Contains(WebPubSubEmulatorOptions.DefaultAccessKey));

    private string RejectionReason => options.AllowUnvalidatedEntraTokens
        ? "tokens are not validated (WebPubSub:AllowUnvalidatedEntraTokens). Turn that off"
        : "the access key is the public default key. Use another access key";

    public Task InvokeAsync(HttpContext http, RequestDelegate next) =>
        _isOn && !IsLivePage(http.Request.Path) && Validate(http.Request) is { } fault ? RejectAsync(http, fault) : next(http);

    // The live page has a separate guard, and other sites may link to it.
    private static bool IsLivePage(PathString path) => path == "/" || path.StartsWithSegments("/live");

    private string? Validate(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (origin.Length == 0 && site is "" or "none")
        {
            return null; // a program, or an address that the user typed
        }

        string? fault = !EmulatorHostNames.IsEmulatorHost(request.Host.Host, options.Host, address.Advertised.Host) ? $"the host name '{Show(request.Host.Host)}' does not belong to the emulator"
            : origin.Length > 0 && !IsAllowedOrigin(request, origin) ? $"the web page of origin '{Show(origin)}' is not on this machine"
            : origin.Length == 0 && site is not ("same-origin" or "same-site") ? "a web page of another site caused the request"
            : null;
        return fault is null ? null
            : $"Request rejected: {fault}, and {RejectionReason}, or set WebPubSub:AllowForeignOrigins (environment: WebPubSub__AllowForeignOrigins=true).";
    }

    private static bool IsAllowedOrigin(HttpRequest request, string origin) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && EmulatorHostNames.IsLoopback(uri.IdnHost));

    private static string Show(string value) => new([.. value.Take(100).Where(character => character is >= ' ' and <= '~')]);

    private async Task RejectAsync(HttpContext http, string fault)
    {
        if (http.Features.Get<EmulatorRestCall>() is { } call)
        {
            call.Reason = fault;
            logger.RestRefused(http.Request.Method, http.Request.Path, StatusCodes.Status403Forbidden, fault);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(fault, http.RequestAborted);
            return;
        }

        string hub = http.Request.Path.Value!.Split('/') is [.., "hubs", { Length: > 0 } name] && WebPubSubNames.IsValidHub(name) ? name : "";
        await rejections.RejectAsync(http, hub, StatusCodes.Status403Forbidden, fault);
    }
}
