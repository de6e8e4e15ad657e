// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;

namespace WebPubSub.Emulator.Upstream;

/// <summary>What a handler says when it refuses, for whoever looks at the trace. Nothing of it reaches the client or a log.</summary>
internal static class RefusalText
{
    private const int MaxBytes = 1024;
    private const int MaxLength = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads it, if it is text, short and there: the refusal stands without it.</summary>
    public static async Task<string?> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("text/plain" or "application/json")) // a page of HTML would not help
        {
            return null;
        }

        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            byte[]? body = await BoundedReader.ReadAsync(response.Content, MaxBytes, either.Token);
            return body is { Length: > 0 } ? Shorten(FindErrorMessage(body) ?? Encoding.UTF8.GetString(body)) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static string? Shorten(string text)
    {
        string shown = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return shown.Length > MaxLength ? shown[..MaxLength] + "..." : shown.Length == 0 ? null : shown;
    }

    // Event handlers of the .NET SDKs put their words into an object.
    private static string? FindErrorMessage(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("errorMessage", out JsonElement message)
                && message.ValueKind == JsonValueKind.String
                    ? message.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
