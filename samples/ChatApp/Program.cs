// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;
using ChatApp;
using ChatApp.Instances;
using Microsoft.AspNetCore.Authentication.Cookies;

if (args is ["--instances", var count, ..] && int.TryParse(count, out int instances) && instances > 0)
{
    await InstanceLauncher.RunAsync(instances, args[2..]);
    return;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
string? redis = builder.Configuration.GetConnectionString("Redis");
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub"))
    .AddHub<ChatHub>(ChatHub.Name)
    .AddPresence(presence => _ = redis is null ? presence : presence.UseRedis(redis)) // without Redis, presence is in the memory of this process
    .AddDevelopmentEmulator();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
    cookie.Events.OnRedirectToLogin = context =>
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized; // the page has its own form
        return Task.CompletedTask;
    });
builder.Services.AddAuthorization();
builder.Services.AddHostedService<PeopleFeed>();

WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapWebPubSubHub<ChatHub>("/eventhandler");
app.MapWebPubSubNegotiate<ChatHub>("/negotiate").RequireAuthorization();

// This sample has no passwords: anyone can sign in with any name. A real application checks who the user is.
app.MapPost("/sign-in", (SignIn signIn) =>
{
    if (signIn.Name?.Trim() is not { Length: > 0 and <= 32 } name || name.Any(char.IsControl))
    {
        return Results.BadRequest("A name has 1 to 32 characters, and no control characters.");
    }

    var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], CookieAuthenticationDefaults.AuthenticationScheme);
    return Results.SignIn(new ClaimsPrincipal(identity));
});

app.Lifetime.ApplicationStarted.Register(() =>
{
    if (app.Urls.FirstOrDefault() is { } url) // a test server has no address
    {
        app.Logger.LogInformation("Open {Url} in two browser tabs.", url);
    }
});
app.Run();
