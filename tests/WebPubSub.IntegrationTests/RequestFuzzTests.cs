// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using Azure.Core;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>100,000 requests with random names, payloads and filters. Each message must arrive unchanged at its target.</summary>
public sealed class RequestFuzzTests
{
    private const int Clients = 4;
    private const int RequestsPerTurn = 5;
    private const int Turns = 100_000 / RequestsPerTurn / Clients;
    private static readonly string[] Nasty =
        ["'", "''", "\"", "%", "%2F", "%252e", "+", " ", "?", "#", "&", "=", ";", ",", "\\", "..", ".", ":", "@", "~", "<", ">", "{", "}", "{0}", "\t",
            "é", "你好", "😀", "\u202e", "\u0001", "\u007f", "\ufeff", " eq ", "or true", "null", "/*", "--"];

    [Fact]
    public async Task Requests_WithRandomNamesAndPayloads_ArriveUnchanged()
    {
        int seed = Random.Shared.Next();
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "fuzz");

        Func<Task> all = () => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => TalkAsync(service, client, new Random(seed + client)))));

        await all.Should().NotThrowAsync("with seed {0}", seed);
        (await service.GetServiceStatusAsync()).Status.Should().Be(200);
    }

    private static async Task TalkAsync(WebPubSubServiceClient service, int client, Random random)
    {
        string userId = $"{client}{Text(random)}";
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(await service.GetClientAccessUriAsync(userId: userId));
        using TestSocket connected = socket;
        for (int turn = 0; turn < Turns; turn++)
        {
            // Each client uses its own names, so that it cannot receive messages of another client.
            string group = $"{client}{Text(random)}";
            string message = Text(random);
            await service.AddConnectionToGroupAsync(group, connectionId);
            await service.SendToGroupAsync(group, message);
            await ExpectAsync(connected, message, group);

            string literal = Text(random);
            await service.SendToAllAsync(
                RequestContent.Create(message),
                ContentType.TextPlain,
                filter: ClientConnectionFilter.Create($"{literal} eq {literal} and userId eq {userId} and {group} in groups and not ({literal} in groups)"));
            await ExpectAsync(connected, message, group: null);

            await service.RemoveConnectionFromGroupAsync(group, connectionId);
            if ((await service.GroupExistsAsync(group)).Value)
            {
                throw new InvalidOperationException($"Group '{group}' should be empty.");
            }
        }
    }

    private static async Task ExpectAsync(TestSocket socket, string message, string? group)
    {
        JsonElement received = await socket.ReceiveJsonAsync();
        string? from = received.TryGetProperty("group", out JsonElement value) ? value.GetString() : null;
        if (received.GetProperty("data").GetString() != message || from != group)
        {
            throw new InvalidOperationException($"Asked for '{message}' to '{group}', got {received}.");
        }
    }

    // Contains no slash, which a path cannot address, and no line break, which a group name cannot contain.
    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int parts = random.Next(1, 8); parts > 0; parts--)
        {
            text.Append(random.Next(2) == 0 ? Nasty[random.Next(Nasty.Length)].Replace("/", "", StringComparison.Ordinal) : (char)random.Next(0x61, 0x7B));
        }

        return text.ToString();
    }
}
