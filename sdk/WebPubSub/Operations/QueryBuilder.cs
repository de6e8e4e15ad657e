// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace WebPubSub.Operations;

/// <summary>A builder for the query parameters that follow the API version.</summary>
internal struct QueryBuilder
{
    private StringBuilder? _text;

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            (_text ??= new StringBuilder()).Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    public void Add(string name, double? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void AddEach(string name, IEnumerable<string>? values)
    {
        foreach (string value in values ?? [])
        {
            Add(name, value);
        }
    }

    public override readonly string ToString() => _text?.ToString() ?? "";
}
