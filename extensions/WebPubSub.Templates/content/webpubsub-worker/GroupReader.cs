using Microsoft.Extensions.Options;
using WebPubSub.Client;
using WebPubSub.Protocol;

namespace Company.Worker1;

/// <summary>Logs the messages of the group, one after another.</summary>
internal sealed class GroupReader(WebPubSubClient client, IOptions<WorkerOptions> options, ILogger<GroupReader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages(options.Value.Group);
        await foreach (GroupDataMessage message in messages.WithCancellation(stoppingToken))
        {
            logger.LogInformation("{User}: {Message}", message.FromUserId ?? "The server", message.Data);
        }
    }
}
