// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The text of an event handler's error answer, for the trace. The text is never logged.</summary>
internal static class ErrorText
{
    private const int MaxBytes = 1024;
    private const int MaxLength = 300;
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Reads the body of an error answer. Returns null if the body is too long or does not arrive in time, because it is optional.</summary>
    public static async Task<byte[]?> ReadBodyAsync(HttpResponseMessage response, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(BodyTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await BoundedReader.ReadAsync(response.Content, maxBytes, linked.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Reads the text of the body.</summary>
    public static async Task<string?> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken) =>
        IsText(response) ? Find(response, await ReadBodyAsync(response, MaxBytes, time, cancellationToken)) : null;

    /// <summary>Returns the text of a body; <see langword="null"/> if it is not a short text.</summary>
    public static string? Find(HttpResponseMessage response, byte[]? body) =>
        IsText(response) && body is { Length: > 0 and <= MaxBytes } ? Shorten(FindErrorMessage(body) ?? Encoding.UTF8.GetString(body)) : null;

    private static bool IsText(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "text/plain" or "application/json"; // an HTML page would not help

    private static string? Shorten(string text)
    {
        string shown = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return shown.Length > MaxLength ? shown[..MaxLength] + "..." : shown.Length == 0 ? null : shown;
    }

    // Event handlers of the .NET SDKs send the text in an object.
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
