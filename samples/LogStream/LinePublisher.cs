// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Client;

namespace LogStream;

/// <summary>A background service that publishes each line of the standard input. A lost connection delays lines but does not lose them.</summary>
internal sealed class LinePublisher(
    WebPubSubServiceClient<LogHub> service, IHostApplicationLifetime lifetime, ILoggerFactory loggerFactory, ILogger<LinePublisher> logger) : BackgroundService
{
    private static readonly string[] Roles = [WebPubSubRole.SendToGroup(LogHub.Group)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration start = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken); // the emulator listens after the application has started

        // A console client on another machine would request the URL from this server, as the page does.
        var credential = new WebPubSubClientCredential(token => new ValueTask<Uri>(service.GetClientAccessUriAsync(userId: "console", roles: Roles, cancellationToken: token)));
        await using var client = new WebPubSubClient(credential, new WebPubSubClientOptions { LoggerFactory = loggerFactory });
        await client.StartAsync(stoppingToken);
        int lines = 0;
        while (await Console.In.ReadLineAsync(stoppingToken) is { } text)
        {
            try
            {
                await client.SendToGroupAsync(LogHub.Group, new LogLine(TimeProvider.System.GetUtcNow(), text), LogJson.Default.LogLine, cancellationToken: stoppingToken);
                lines++;
            }
            catch (Exception exception) when (exception is SendMessageFailedException or ArgumentException) // rejected by the service, or too long for a message
            {
                logger.LogWarning("A line of {Length} characters was not published: {Reason}", text.Length, exception.Message);
            }
        }

        await client.StopAsync(stoppingToken);
        logger.LogInformation("Published {Lines} lines; the input has ended.", lines);
    }
}
