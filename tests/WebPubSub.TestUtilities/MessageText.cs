// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections;
using System.Globalization;

namespace WebPubSub.TestUtilities;

/// <summary>Formats a message with its type and all properties, so that a test can compare two messages.</summary>
public static class MessageText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        _ when value.GetType().Name == "BinaryData" => value.ToString()!, // this project does not reference its package
        IDictionary pairs => $"{{ {string.Join(", ", pairs.Keys.Cast<object>().Select(key => $"{key} = {Of(pairs[key])}"))} }}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", value.GetType().GetProperties().Select(property => $"{property.Name} = {Of(property.GetValue(value))}"))} }}",
    };
}
