// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using LogStream;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub")).AddHub<LogHub>(LogHub.Name).AddDevelopmentEmulator();
builder.Services.AddHostedService<LinePublisher>();

WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

// Everyone may read the stream. A client cannot send messages or join other groups, because it has no role.
app.MapWebPubSubNegotiate<LogHub>("/negotiate", options =>
{
    options.AllowAnonymous = true;
    options.OnNegotiate = context =>
    {
        context.Access.Groups.Add(LogHub.Group);
        return ValueTask.CompletedTask;
    };
});

app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation(
    "Open {Url}, and type here: each line is shown there. Or pipe a program's output into this one.", app.Urls.First()));
app.Run();
