// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;
using Azure.Core;

namespace WebPubSub.Rest;

/// <summary>Reads the service's error body, flat or under <c>error</c>, else the header. REST API reference, section 8.1.</summary>
internal sealed class ServiceErrorParser : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = ReadBody(response) ?? ReadHeader(response);
        return error is not null;
    }

    private static ResponseError? ReadBody(Response response)
    {
        if (response.ContentStream is not MemoryStream { Length: > 0 })
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
            JsonElement body = document.RootElement;
            if (body.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (body.TryGetProperty("error"u8, out JsonElement nested) && nested.ValueKind == JsonValueKind.Object)
            {
                body = nested;
            }

            string? code = Text(body, "code"u8) ?? ReadHeader(response)?.Code;
            string? message = Text(body, "message"u8);
            return code is null && message is null ? null : new ResponseError(code, message);
        }
        catch (JsonException)
        {
            return null; // an error page of a proxy, say: the status has to do
        }
    }

    private static ResponseError? ReadHeader(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out string? code) ? new ResponseError(code, null) : null;

    private static string? Text(JsonElement body, ReadOnlySpan<byte> name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
