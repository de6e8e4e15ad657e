// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Rest;

/// <summary>The body of a call, whose length must be said and be at most 1 MiB. REST API reference, section 6.2.</summary>
internal static class RestBody
{
    private const int MaxLength = 1024 * 1024;

    /// <summary>Refuses by the header alone, before anything is read.</summary>
    public static RestResult? CheckLength(HttpRequest request) =>
        request.ContentLength is >= 0 and <= MaxLength ? null : RestResult.BadRequest("Invalid Content-Length header.");

    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        byte[] body = new byte[(int)request.ContentLength!];
        await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
        return body;
    }
}
