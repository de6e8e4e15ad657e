// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using ChatApp;
using WebPubSub;
using WebPubSub.Emulator;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
string? connectionString = builder.Configuration.GetConnectionString("WebPubSub");
bool useEmulator = string.IsNullOrWhiteSpace(connectionString);
if (useEmulator && !builder.Environment.IsDevelopment())
{
    Console.Error.WriteLine(
        "ConnectionStrings:WebPubSub is not set. Set the environment variable ConnectionStrings__WebPubSub to the connection string "
        + "of an Azure Web PubSub resource. (Only in Development the emulator stands in for one.)");
    return 1;
}

if (useEmulator)
{
    builder.Services.AddWebPubSubEmulator(emulator =>
    {
        emulator.Port = 0; // any free port
        emulator.AddEventHandler(ChatHub.Name, "/eventhandler");
    });
    builder.Services.AddOptions<WebPubSubOptions>().Configure<WebPubSubEmulator>(
        (options, emulator) => options.ServiceEndpoint = new WebPubSubServiceEndpoint(emulator.ConnectionString));
    builder.Services.AddWebPubSub().AddHub<ChatHub>(ChatHub.Name);
}
else
{
    builder.Services.AddWebPubSub(connectionString!).AddHub<ChatHub>(ChatHub.Name);
}

builder.Services.AddSingleton<Roster>();

WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapWebPubSubHub<ChatHub>("/eventhandler");

// A real application must authenticate its users. This sample accepts any name.
app.MapGet("/negotiate", async (string? name, WebPubSubServiceClient<ChatHub> service, CancellationToken cancellationToken) =>
    name?.Trim() is { Length: > 0 and <= 32 } userId
        ? Results.Ok(new { url = await service.GetClientAccessUriAsync(userId: userId, cancellationToken: cancellationToken) })
        : Results.BadRequest("A name has 1 to 32 characters."));

// Redirects to the live page of the emulator. The service has no such page.
if (useEmulator)
{
    app.MapGet("/live", (WebPubSubEmulator emulator) => Results.Redirect(emulator.Endpoint.AbsoluteUri));
}

app.Lifetime.ApplicationStarted.Register(() =>
{
    if (app.Urls.FirstOrDefault() is not { } url)
    {
        return; // a test server has no address
    }

    if (useEmulator)
    {
        app.Logger.LogInformation(
            "No connection string in ConnectionStrings:WebPubSub: the emulator runs inside this app, at {Emulator}, and sends its events to {Handler}.",
            app.Services.GetRequiredService<WebPubSubEmulator>().Endpoint,
            url + "/eventhandler");
        app.Logger.LogInformation("Live page: {LivePage}.", url + "/live");
    }

    app.Logger.LogInformation("Open {Url} in two browser tabs.", url);
});
await app.RunAsync();
return 0;
