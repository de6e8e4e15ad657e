// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.Diagnostics;

/// <summary>A warning that is logged once for each name. The number of names is limited, because an application may build names from input.</summary>
internal sealed class WarnOnce(Action<string> log)
{
    private const int MaxNames = 100;
    private const int MaxLength = 200;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private volatile bool _isFull;

    public void Warn(string name)
    {
        if (_isFull)
        {
            return;
        }

        string known = name.Length > MaxLength ? name[..MaxLength] : name;
        lock (_known)
        {
            if (_isFull || !_known.Add(known))
            {
                return;
            }

            _isFull = _known.Count >= MaxNames;
        }

        log(Escape(known));
    }

    // A line break in a name must not look like the start of another log entry.
    private static string Escape(string name)
    {
        var text = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            text.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
        }

        return text.ToString();
    }
}
