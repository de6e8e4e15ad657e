// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What trimming and AOT analysis say of a method that writes JSON by reflection.</summary>
internal static class ReflectionJson
{
    public const string Warning = "Writes the value by reflection; pass a JsonTypeInfo<T> from a source-generated context instead.";
}
