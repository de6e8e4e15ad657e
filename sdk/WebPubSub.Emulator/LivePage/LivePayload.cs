// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.LivePage;

/// <summary>A payload in the details of a line.</summary>
/// <param name="Title">The title of the payload.</param>
/// <param name="Text">The text, or bytes in hexadecimal digits.</param>
/// <param name="Note">A note about the payload, such as its length.</param>
internal sealed record LivePayload(string Title, string Text, string Note)
{
    private const int MaxBytes = 64 * 1024;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static LivePayload Create(string title, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, MaxBytes)];
        string note = string.Create(
            CultureInfo.InvariantCulture, $"{bytes.Length} bytes{(shown.Length < bytes.Length ? $", the first {shown.Length} shown" : "")}");
        return TextPreview.IsText(bytes)
            ? new LivePayload(title, Indent(shown), note)
            : new LivePayload(title, Convert.ToHexString(shown), note + ", in hexadecimal digits");
    }

    private static string Indent(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'{' or (byte)'['))
        {
            return Encoding.UTF8.GetString(text);
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text.ToArray());
            using var output = new MemoryStream();
            using (var writer = new Utf8JsonWriter(output, Indented))
            {
                json.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(output.ToArray());
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(text); // not JSON, or JSON without its end
        }
    }
}
