// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Client;
using WebPubSub.Protocol;

// Runs in a browser: joins a group, sends and reads messages, recovers a lost transport and stops. Prints the lines that the test waits for.
using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
await using var client = new WebPubSubClient(new Uri(args[0]));
client.StateChanged += args =>
{
    Console.WriteLine($"{args.State}");
    return Task.CompletedTask;
};
using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages();
await client.StartAsync(timeout.Token);
await client.JoinGroupAsync("room", cancellationToken: timeout.Token);
await client.SendToGroupAsync("room", BinaryData.FromString("from the browser"), WebPubSubDataType.Text, cancellationToken: timeout.Token);
await foreach (GroupDataMessage message in messages.WithCancellation(timeout.Token))
{
    Console.WriteLine($"got {message.Data}");
    if (message.Data.ToString() == "enough")
    {
        break;
    }
}

await client.StopAsync(timeout.Token);
Console.WriteLine("done");
