// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Rest;

/// <summary>The body of a REST call. The call must state its length, which is at most 1 MiB. See docs/protocols/rest-api.md#62-order-of-checks.</summary>
internal static class RestBody
{
    private const int MaxLength = 1024 * 1024;

    /// <summary>Validates the length in the header, before the body is read.</summary>
    public static RestResult? CheckLength(HttpRequest request) =>
        request.ContentLength is >= 0 and <= MaxLength
            ? null
            : RestResult.BadRequest("Invalid Content-Length header.") with { Explanation = request.ContentLength is { } length ? Explanation.MessageTooBig(MaxLength, length) : null };

    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        byte[] body = new byte[(int)request.ContentLength!];
        await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
        return body;
    }
}
