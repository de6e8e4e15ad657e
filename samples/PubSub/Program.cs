// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using PubSub;
using WebPubSub;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;

const string Hub = "pubsub";
const string Group = "messages";

if (args is not [("subscriber" or "publisher") and var role])
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/PubSub -- subscriber|publisher");
    return 1;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true; // the client then closes its connection
    interrupted.Cancel();
};

string? connectionString = Environment.GetEnvironmentVariable("ConnectionStrings__WebPubSub");
WebPubSubEmulator? running;
try
{
    running = string.IsNullOrWhiteSpace(connectionString) ? await LocalEmulator.StartUnlessRunningAsync() : null;
}
catch (InvalidOperationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

await using WebPubSubEmulator? emulator = running;
var service = new WebPubSubServiceClient(string.IsNullOrWhiteSpace(connectionString) ? LocalEmulator.ConnectionString : connectionString, Hub);

// Each console creates its own client URL, because it has the access key. A client that you distribute must request the URL from your server.
string[] roles = role == "subscriber" ? [WebPubSubRole.JoinLeaveGroup(Group)] : [WebPubSubRole.SendToGroup(Group)];
await using var client = new WebPubSubClient(
    new WebPubSubClientCredential(token => new ValueTask<Uri>(service.GetClientAccessUriAsync(userId: role, roles: roles, cancellationToken: token))));
client.StateChanged += change =>
{
    Console.WriteLine($"[{change.State}] {change.Reason}");
    return Task.CompletedTask;
};

try
{
    if (role == "subscriber")
    {
        await SubscribeAsync(client, interrupted.Token);
    }
    else
    {
        await PublishAsync(client, interrupted.Token);
    }
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    // Cancelled by Ctrl+C.
}
catch (ConnectFailedException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

await client.StopAsync();
return 0;

static async Task SubscribeAsync(WebPubSubClient client, CancellationToken cancellationToken)
{
    using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages(Group); // before the join, so that no message is missed
    await client.StartAsync(cancellationToken);
    await client.JoinGroupAsync(Group, cancellationToken: cancellationToken);
    Console.WriteLine("Listening. Start a publisher in another terminal; Ctrl+C ends this one.");
    await foreach (GroupDataMessage message in messages.WithCancellation(cancellationToken))
    {
        Console.WriteLine($"{message.FromUserId}: {message.Data}");
    }
}

static async Task PublishAsync(WebPubSubClient client, CancellationToken cancellationToken)
{
    await client.StartAsync(cancellationToken);
    Console.WriteLine("Type a line to publish it; Ctrl+C ends.");
    while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
    {
        await client.SendToGroupAsync(Group, BinaryData.FromString(line), WebPubSubDataType.Text, cancellationToken: cancellationToken);
        Console.WriteLine("[published]");
    }
}
