// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>Links to the explanation of a diagnostic.</summary>
internal static class DiagnosticHelp
{
    public static string LinkTo(string id) => DocumentationUrl.Troubleshooting + "#" + id.ToLowerInvariant();
}
