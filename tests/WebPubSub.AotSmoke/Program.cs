// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub;
using WebPubSub.AotSmoke;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Presence;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;

// Published with native AOT. Runs clients, the emulator, hubs and the service client over real sockets. Exits with 0 if all checks succeed.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, EnvironmentName = "Development" });
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddWebPubSub().AddHub<SmokeHub>("smoke").AddFilter<SmokeFilter>().AddPresence().AddDevelopmentEmulator();
WebApplication? started = null;
using var http = new HttpClient();
builder.Services.AddWebPubSubClient(_ => new WebPubSubNegotiateCredential(http, new Uri(new Uri(started!.Urls.Single()), "/negotiate")));
WebApplication app = builder.Build();
app.MapWebPubSubHub<SmokeHub>("/events");
app.MapWebPubSubHub<UnregisteredHub>("/unregistered");
app.MapWebPubSubNegotiate<SmokeHub>("/negotiate", options => options.AllowAnonymous = true);
await app.StartAsync();
started = app;

WebPubSubServiceClient<SmokeHub> service = app.Services.GetRequiredService<WebPubSubServiceClient<SmokeHub>>();
using SmokeClient client = await SmokeClient.ConnectAsync(await service.GetClientAccessUriAsync(userId: "ann", groups: ["g"]));
await client.ExpectAsync("\"event\":\"connected\"");
await service.SendToGroupAsJsonAsync("g", new SmokeMessage("hi"), SmokeJson.Default.SmokeMessage);
await client.ExpectAsync("\"data\":{\"text\":\"hi\"}");
await client.SendAsync("""{"type":"event","event":"echo","dataType":"text","data":"there","ackId":1}""");
await client.ExpectAsync("\"data\":\"there, ann\"");
await client.ExpectAsync("\"success\":true");
await client.SendAsync("""{"type":"event","event":"greet","dataType":"json","data":{"text":"hello"},"ackId":2}""");
await client.ExpectAsync("\"data\":{\"text\":\"hello, ann\"}");
await client.ExpectAsync("\"success\":true");

await SmokeWebSocketClient.RunAsync(service, new WebPubSubJsonReliableProtocol());
await SmokeWebSocketClient.RunAsync(service, new WebPubSubProtobufReliableProtocol());

WebPubSubClient hosted = app.Services.GetRequiredService<WebPubSubClient>();
await hosted.StartAsync();
await hosted.StopAsync();

int members = 0;
await foreach (WebPubSubGroupMember member in service.Group("g").ListConnectionsAsync())
{
    members += member.UserId == "ann" ? 1 : 100;
}

IReadOnlyList<PresentUser> online = await app.Services.GetRequiredService<IWebPubSubPresence<SmokeHub>>().GetUsersAsync("g");

var other = new WebPubSubServiceClient(app.Services.GetRequiredService<WebPubSubEmulator>().ConnectionString, nameof(UnregisteredHub));
using SmokeClient otherClient = await SmokeClient.ConnectAsync(await other.GetClientAccessUriAsync());
await otherClient.ExpectAsync("\"userId\":\"of UnregisteredHub\"");

await app.StopAsync();
string events = app.Services.GetRequiredService<WebPubSubHubRegistry>().Find(typeof(SmokeHub))!.Events.ToString();
bool isRight = members == 1 && online is [{ UserId: "ann" }] && events == "connected, connect, disconnected, joined, left, user events *" && SmokeFilter.Connected > 0;
Console.WriteLine(isRight ? "native: sent, received, typed, connected, listed, present, filtered" : $"native: {members} members, {online.Count} online, events {events}, {SmokeFilter.Connected} filtered");
return isRight ? 0 : 1;
