// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Net.Sockets;
using System.Net.WebSockets;
using Azure;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>One-line error messages. A message states the failure and the remedy, without a stack trace.</summary>
internal static class ToolError
{
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>Wraps a command so that an exception is reported in one line.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> WithErrorHandling(Func<ParseResult, CancellationToken, Task<int>> run) => async (parsed, cancellationToken) =>
    {
        try
        {
            return await run(parsed, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0; // cancelled by Ctrl+C
        }
#pragma warning disable CA1031 // every failure is reported in one line
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"webpubsub-emulator: {Explain(exception)}");
            return Failed;
        }
    };

    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // Returns the innermost message, unless the outer message already contains it.
    private static string? Reason(Exception exception) =>
        exception.GetBaseException().Message is var reason && !exception.Message.Contains(reason, StringComparison.OrdinalIgnoreCase) ? reason : null;

    private static string Explain(Exception exception) => exception switch
    {
        OptionsValidationException => exception.Message,
        InvalidDataException => $"{OneLine($"{exception.Message} {Reason(exception)}").TrimEnd('.')}. Correct the file, or name another with --config.",
        UnauthorizedAccessException => $"{OneLine(exception.Message).TrimEnd('.')}. Grant this user read access, or name another file.",
        SocketException or IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{OneLine($"{exception.Message} {Reason(exception)}").TrimEnd('.')}. Choose another address with --urls.",
        IOException when exception.Message.Contains("inotify", StringComparison.Ordinal) =>
            "Too many files are being watched on this machine: raise fs.inotify.max_user_instances, or set DOTNET_hostBuilder__reloadConfigOnChange=false. The emulator then reads changed settings at its next start.",
        IOException => OneLine(exception.Message),
        InvalidOperationException when exception.Message.Contains("HTTPS", StringComparison.Ordinal) =>
            "The development certificate for HTTPS is missing. Run 'dotnet dev-certs https --trust', or use an http URL.",
        ToolException => exception.Message,
        ArgumentException => OneLine(exception.Message.Split(" (Parameter ", 2)[0]),
        RequestFailedException { Status: 0 } => $"{OneLine(exception.Message).TrimEnd('.')}. See webpubsub-emulator diagnose.",
        RequestFailedException => $"The service rejected the request. {OneLine(exception.Message.Split("Headers:", 2)[0])}",
        WebSocketException => $"The service could not be reached: {OneLine(exception.GetBaseException().Message).TrimEnd('.')}. Check that the service is running. See webpubsub-emulator diagnose.",
        AggregateException { InnerExceptions: [{ } first, ..] } => Explain(first),
        OperationCanceledException or TimeoutException => "The service did not answer in time. See webpubsub-emulator diagnose.",
        _ => OneLine($"{exception.GetType().Name}: {exception.Message}"),
    };
}
