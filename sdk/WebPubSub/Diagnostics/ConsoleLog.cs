// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace WebPubSub.Diagnostics;

/// <summary>Prints the log of Azure.Core when <c>AZURE_LOG_LEVEL</c> asks for it, as the JavaScript SDK does.</summary>
internal static class ConsoleLog
{
    public const string Variable = "AZURE_LOG_LEVEL";

    // Lives as long as the process: it is asked for once, by whoever makes the first client.
    private static readonly Lazy<AzureEventSourceListener?> Listener = new(() =>
        ReadLevel(Environment.GetEnvironmentVariable(Variable)) is { } level ? AzureEventSourceListener.CreateConsoleLogger(level) : null);

    public static void StartIfAsked() => _ = Listener.Value;

    public static EventLevel? ReadLevel(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "verbose" => EventLevel.Verbose,
        "info" => EventLevel.Informational,
        "warning" => EventLevel.Warning,
        "error" => EventLevel.Error,
        _ => null,
    };
}
