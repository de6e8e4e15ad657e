// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace WebPubSub.Diagnostics;

/// <summary>The console log of Azure.Core. The environment variable <c>AZURE_LOG_LEVEL</c> enables it, as in the JavaScript SDK.</summary>
internal static class ConsoleLog
{
    public const string Variable = "AZURE_LOG_LEVEL";

    // The first client creates the listener, which lives as long as the process.
    private static readonly Lazy<AzureEventSourceListener?> Listener = new(() =>
        ReadLevel(Environment.GetEnvironmentVariable(Variable)) is { } level ? AzureEventSourceListener.CreateConsoleLogger(level) : null);

    public static void StartIfEnabled() => _ = Listener.Value;

    public static EventLevel? ReadLevel(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "verbose" => EventLevel.Verbose,
        "info" => EventLevel.Informational,
        "warning" => EventLevel.Warning,
        "error" => EventLevel.Error,
        _ => null,
    };
}
