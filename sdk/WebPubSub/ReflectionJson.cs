// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The warning of trimming and AOT analysis for methods that write JSON by reflection.</summary>
internal static class ReflectionJson
{
    public const string Warning = "Writes the value by reflection; pass a JsonTypeInfo<T> from a source-generated context instead.";
}
