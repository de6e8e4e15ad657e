// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;
using Azure.Core;

namespace WebPubSub.Rest;

/// <summary>A parser for the error of a response. It reads the body, with or without an <c>error</c> object, or the error code in the header.</summary>
internal sealed class ServiceErrorParser(TimeSpan maxDelay, TimeProvider time) : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        (string? code, string? message, string? target) = ReadBody(response);
        code ??= response.Headers.TryGetValue("x-ms-error-code", out string? header) ? header : null;
        data = target is null ? null : new Dictionary<string, string> { ["Target"] = target };
        string text = string.Join(' ', new[] { message, ErrorHint.For(response, message, maxDelay, time) }.OfType<string>());
        error = code is null && text.Length == 0 ? null : new ResponseError(code, text.Length == 0 ? null : text);
        return error is not null;
    }

    private static (string? Code, string? Message, string? Target) ReadBody(Response response)
    {
        if (response.ContentStream is not MemoryStream { Length: > 0 })
        {
            return default;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
            JsonElement body = document.RootElement;
            if (body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("error"u8, out JsonElement nested)
                && nested.ValueKind == JsonValueKind.Object)
            {
                body = nested;
            }

            return body.ValueKind == JsonValueKind.Object
                ? (Text(body, "code"u8), Text(body, "message"u8), Text(body, "target"u8))
                : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return default; // for example an error page of a proxy: only the status is known
        }
    }

    private static string? Text(JsonElement body, ReadOnlySpan<byte> name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
