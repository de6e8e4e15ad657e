using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Client;

namespace Company.Worker1;

/// <summary>Sends a message to the group in regular intervals.</summary>
internal sealed class GroupSender(WebPubSubClient client, IOptions<WorkerOptions> options, ILogger<GroupSender> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (client.State == WebPubSubClientState.Connected)
            {
                await SendAsync(stoppingToken);
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = BinaryData.FromObjectAsJson(new { text = $"It is {TimeProvider.System.GetLocalNow():T}." });
            await client.SendToGroupAsync(options.Value.Group, message, WebPubSubDataType.Json, cancellationToken: cancellationToken);
        }
        catch (SendMessageFailedException exception)
        {
            logger.LogWarning("The service did not accept the message: {Reason}", exception.Message);
        }
    }
}
