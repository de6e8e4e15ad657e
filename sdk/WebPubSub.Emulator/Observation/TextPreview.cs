// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace WebPubSub.Emulator.Observation;

/// <summary>The beginning of a payload, for one line.</summary>
internal static class TextPreview
{
    private const int MaxBytes = 120;

    public static string Of(BinaryData data)
    {
        ReadOnlySpan<byte> bytes = data.ToMemory().Span;
        if (bytes.IsEmpty)
        {
            return "(empty)";
        }

        if (!IsText(bytes))
        {
            return string.Create(CultureInfo.InvariantCulture, $"({bytes.Length} bytes)");
        }

        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxBytes)]).TrimEnd('\uFFFD'); // the cut may split a character
        return bytes.Length > MaxBytes ? text + "..." : text;
    }

    public static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.ContainsAnyInRange((byte)0, (byte)8);
}
