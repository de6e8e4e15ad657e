// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure.Core; using Azure.Messaging.WebPubSub;
using Azure.Core;
using WebPubSub;

namespace Contoso.Programs;

/// <summary>A program that streams log lines to a group and manages the members of the group.</summary>
internal static class LogStream
{
    public static async Task RunAsync(string connectionString, TextReader log)
    {
        var service = new WebPubSubServiceClient(connectionString, "stream", new WebPubSubServiceClientOptions(WebPubSubServiceClientOptions.ServiceVersion.V2024_12_01));
        while (await log.ReadLineAsync() is { } line)
        {
            await service.SendToGroupAsync("stream", RequestContent.Create(line), ContentType.TextPlain, excluded: null, filter: ClientConnectionFilter.Create($"userId ne {"muted"}"));
        }

        await foreach (WebPubSubGroupMember member in service.ListConnectionsInGroupAsync("stream", maxCount: 10))
        {
            await service.CheckPermissionAsync(WebPubSubPermission.JoinLeaveGroup, member.ConnectionId, "stream");
            await service.RemoveConnectionFromGroupAsync("stream", member.ConnectionId);
        }

        await service.CloseGroupConnectionsAsync("stream", reason: "the log has ended");
    }
}
