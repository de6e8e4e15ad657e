// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Resources;

/// <summary>Writes resources into the manifest of a published app host.</summary>
internal static class ManifestWriter
{
    public static void WriteConnectionString(this Utf8JsonWriter writer, IResourceWithConnectionString resource)
    {
        writer.WriteString("type", "value.v0");
        writer.WriteString("connectionString", resource.ConnectionStringExpression.ValueExpression);
    }
}
