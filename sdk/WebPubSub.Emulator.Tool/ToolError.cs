// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Sockets;
using System.Net.WebSockets;
using Azure;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>Tells what went wrong in one line, and what to do about it; no stack trace.</summary>
internal static class ToolError
{
    public const int Failed = 1;
    public const int BadUsage = 2;

    public static async Task<int> CatchAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return 0; // by Ctrl+C
        }
        catch (Exception exception) when (Explain(exception) is { } line)
        {
            await Console.Error.WriteLineAsync($"webpubsub-emulator: {line}");
            return Failed;
        }
    }

    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException => exception.Message,
        InvalidDataException => OneLine($"{exception.Message} {exception.InnerException?.Message}"),
        UnauthorizedAccessException => OneLine(exception.Message),
        IOException or SocketException => $"{OneLine(exception.Message).TrimEnd('.')}. Choose another address with --urls.",
        InvalidOperationException when exception.Message.Contains("HTTPS", StringComparison.Ordinal) =>
            "There is no development certificate for HTTPS: run 'dotnet dev-certs https --trust', or use an http address.",
        ToolException => exception.Message,
        ArgumentException => OneLine(exception.Message.Split(" (Parameter ", 2)[0]),
        RequestFailedException { Status: 0 } => $"The service could not be reached: {OneLine(exception.Message).TrimEnd('.')}. Is it running? See webpubsub-emulator diagnose.",
        RequestFailedException => $"The service refused it. {OneLine(exception.Message.Split("Headers:", 2)[0])}",
        WebSocketException => $"The service could not be reached: {OneLine(exception.GetBaseException().Message).TrimEnd('.')}. Is it running? See webpubsub-emulator diagnose.",
        AggregateException aggregate => Explain(aggregate.InnerExceptions[0]),
        _ => null,
    };
}
