// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using LogStream;
using WebPubSub;
using WebPubSub.Emulator;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
string? connectionString = builder.Configuration.GetConnectionString("WebPubSub");
bool useEmulator = string.IsNullOrWhiteSpace(connectionString);
if (useEmulator)
{
    builder.Services.AddWebPubSubEmulator(emulator => emulator.Port = 0); // any free port
    builder.Services.AddOptions<WebPubSubOptions>().Configure<WebPubSubEmulator>(
        (options, emulator) => options.ServiceEndpoint = new WebPubSubServiceEndpoint(emulator.ConnectionString));
    builder.Services.AddWebPubSub().AddHub<LogHub>(LogHub.Name);
}
else
{
    builder.Services.AddWebPubSub(connectionString!).AddHub<LogHub>(LogHub.Name);
}

builder.Services.AddHostedService<LinePublisher>();

WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

// A client with this URL can read the stream. It cannot send messages or join groups, because the URL has no roles.
app.MapGet("/negotiate", async (WebPubSubServiceClient<LogHub> service, CancellationToken cancellationToken) =>
    new { url = await service.GetClientAccessUriAsync(groups: [LogHub.Group], cancellationToken: cancellationToken) });

app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation(
    "Open {Url}, and type here: each line is shown there. Or pipe a program's output into this one.", app.Urls.First()));
app.Run();
