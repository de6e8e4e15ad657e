// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Presence;

namespace ChatApp;

/// <summary>Sends the users in the chat to all pages, when a user comes or leaves.</summary>
internal sealed class PeopleFeed(IWebPubSubPresence<ChatHub> presence, WebPubSubServiceClient<ChatHub> service, ILogger<PeopleFeed> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100); // at most ten messages per second, however many users come

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (PresenceChange change in presence.WatchAsync(cancellationToken: stoppingToken))
        {
            while (!await TryAnnounceAsync(change, stoppingToken))
            {
                await Task.Delay(RetryPause, stoppingToken);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task<bool> TryAnnounceAsync(PresenceChange change, CancellationToken cancellationToken)
    {
        try
        {
            await AnnounceAsync(change, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The list of users was not sent to the pages. It is sent again in {Seconds} seconds.", RetryPause.TotalSeconds);
            return false;
        }
    }

    private async Task AnnounceAsync(PresenceChange change, CancellationToken cancellationToken)
    {
        string text = change.Kind switch
        {
            PresenceChangeKind.Joined => $"{change.Users[0].UserId} joined.",
            PresenceChangeKind.Left => $"{change.Users[0].UserId} left.",
            _ => "",
        };
        if (text.Length > 0)
        {
            logger.LogInformation("{Change}", text);
        }

        string[] people = [.. (await presence.GetUsersAsync(cancellationToken: cancellationToken)).Select(user => user.UserId)];
        await service.SendToAllAsJsonAsync(new ChatMessage("notice", text, People: people, Change: $"{change.Epoch} {change.Sequence}"), ChatJson.Default.ChatMessage, cancellationToken: cancellationToken);
    }
}
