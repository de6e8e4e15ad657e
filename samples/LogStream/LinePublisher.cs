// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Client;

namespace LogStream;

/// <summary>Publishes each line of the standard input. A lost connection delays lines, and loses none.</summary>
internal sealed class LinePublisher(
    WebPubSubServiceClient<LogHub> service, IHostApplicationLifetime lifetime, ILoggerFactory loggerFactory, ILogger<LinePublisher> logger) : BackgroundService
{
    private static readonly string[] Roles = [WebPubSubRole.SendToGroup(LogHub.Group)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration start = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken); // the emulator listens by then

        // The client of a console on another machine would ask this server for the address, as the page does.
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
            catch (Exception exception) when (exception is SendMessageFailedException or ArgumentException) // refused, or too long for a message
            {
                logger.LogWarning("A line of {Length} characters was not published: {Reason}", text.Length, exception.Message);
            }
        }

        await client.StopAsync(stoppingToken);
        logger.LogInformation("Published {Lines} lines; the input has ended.", lines);
    }
}
