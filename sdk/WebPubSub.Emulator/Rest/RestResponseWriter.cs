// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Emulator.Rest;

/// <summary>Writes the answer to a REST call. See docs/protocols/rest-api.md#63-success-codes and #8-errors.</summary>
internal sealed class RestResponseWriter(ILogger logger)
{
    private const string JsonType = "application/json; charset=utf-8";
    private const int MaxReasonLength = 1000;
    private const string ProblemType = "application/problem+json; charset=utf-8";

    public async Task WriteAsync(HttpContext http, RestResult result)
    {
        RecordReason(http, result);
        http.Response.StatusCode = result.Status;
        if (!result.IsProblem)
        {
            http.Response.Headers["api-supported-versions"] = RestVersions.Supported;
        }

        if (result.Status == StatusCodes.Status401Unauthorized && result.Message is not null)
        {
            http.Response.Headers.WWWAuthenticate = BearerChallenge.Create(result.Message);
        }

        if (result.Code is not null)
        {
            http.Response.Headers["x-ms-error-code"] = result.Code;
        }

        if (FindBody(result) is { } body)
        {
            http.Response.ContentType = result.IsProblem ? ProblemType : JsonType;
            http.Response.ContentLength = body.Length; // also for HEAD, which has no body
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }
        }
    }

    private void RecordReason(HttpContext http, RestResult result)
    {
        bool isAnswer = result.Status == StatusCodes.Status404NotFound && HttpMethods.IsHead(http.Request.Method);
        if (result.Status >= 400 && !isAnswer)
        {
            string reason = Shorten(result.Explanation ?? result.Message ?? "Not found.");
            logger.RestRefused(http.Request.Method, http.Request.Path, result.Status, reason);
            RestCall.RecordReason(http, reason);
        }
    }

    // The reason may contain a filter of 1 MiB.
    private static string Shorten(string reason) => reason.Length > MaxReasonLength ? reason[..MaxReasonLength] + "..." : reason;

    private static byte[]? FindBody(RestResult result) => result switch
    {
        { Json: { } json } => json,
        { Code: null } => null,
        { IsProblem: true } => JsonSerializer.SerializeToUtf8Bytes(
            new RestProblem(result.Code, result.Message, result.Target, new Dictionary<string, string[]> { [result.Target!] = [result.Message!] }),
            RestErrorContext.Relaxed.RestProblem),
        _ => JsonSerializer.SerializeToUtf8Bytes(new RestError(result.Code, result.Message, result.Target), RestErrorContext.Relaxed.RestError),
    };
}
