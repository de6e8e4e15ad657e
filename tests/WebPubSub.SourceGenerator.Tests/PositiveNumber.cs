// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>A type that accepts only positive numbers.</summary>
public sealed class PositiveNumber
{
    public PositiveNumber(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    public int Value { get; }
}
