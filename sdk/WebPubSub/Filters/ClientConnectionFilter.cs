// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections;
using System.Globalization;
using System.Text;

namespace WebPubSub;

/// <summary>A factory for OData filters that select connections. It writes values as literals, so they cannot change the meaning of the filter.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-odata-filter">OData filter syntax</see>.</remarks>
public static class ClientConnectionFilter
{
    /// <summary>Creates a filter.</summary>
    /// <param name="filter">
    /// An interpolated string, such as <c>$"userId ne {name} and connectionId in {ids}"</c>. Strings are quoted. A collection becomes a list
    /// for <c>in</c>. Whole numbers, booleans and <see langword="null"/> become literals without quotes.
    /// </param>
    /// <returns>The filter, or <see langword="null"/> if <paramref name="filter"/> is <see langword="null"/>. The client escapes it for the URL.</returns>
    /// <exception cref="ArgumentException">The type of a value is not supported, or a number exceeds 32 bits.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(filter))]
    public static string? Create(FormattableString? filter) => Create(filter, CultureInfo.InvariantCulture);

    /// <summary>Creates a filter with numbers in the format of a culture.</summary>
    /// <param name="filter">An interpolated string, as in the other overload.</param>
    /// <param name="formatProvider">The culture. <see langword="null"/> means the invariant culture.</param>
    /// <returns>The filter, or <see langword="null"/> if <paramref name="filter"/> is <see langword="null"/>.</returns>
    /// <exception cref="ArgumentException">The type of a value is not supported, or a number exceeds 32 bits.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(filter))]
    public static string? Create(FormattableString? filter, IFormatProvider? formatProvider)
    {
        if (filter is null)
        {
            return null;
        }

        IFormatProvider provider = formatProvider ?? CultureInfo.InvariantCulture;
        object[] literals = [.. filter.GetArguments().Select(value => ToLiteral(value, provider))];
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string ToLiteral(object? value, IFormatProvider provider) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string or char or StringBuilder => Quote(value.ToString()!),
        sbyte or byte or short or ushort or int => ((IFormattable)value).ToString(null, provider),
        uint or long or ulong => ToInt32(value).ToString(provider),
        IEnumerable values => $"({string.Join(",", values.Cast<object?>().Select(item => ToItem(item, provider)))})",
        _ => throw Unsupported(value),
    };

    private static string ToItem(object? item, IFormatProvider provider) =>
        item is IEnumerable and not string ? throw Unsupported(item) : ToLiteral(item, provider);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static int ToInt32(object value)
    {
        try
        {
            return Convert.ToInt32(value, CultureInfo.InvariantCulture);
        }
        catch (OverflowException exception)
        {
            throw new ArgumentException($"{value} is out of range: a filter supports only 32-bit integers.", nameof(value), exception);
        }
    }

    private static ArgumentException Unsupported(object value) => new(
        $"A filter does not support the type {value.GetType()}. Use strings, whole numbers, booleans, null, or a collection of them.", nameof(value));
}
