using System.Security.Claims;
using Company.Chat1;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);

// Without a connection string, the emulator runs inside this program during development. See README.md.
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub"))
    .AddHub<ChatHub>()
    .AddDevelopmentEmulator();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseFileServer(); // the page in wwwroot
app.MapWebPubSubHub<ChatHub>("/eventhandler"); // the service posts the events of clients here
app.MapWebPubSubNegotiate<ChatHub>("/negotiate").RequireAuthorization(); // a signed-in user gets the URL of a client here

// Replace this endpoint with the sign-in of your application: it has no passwords, so anyone can use any name.
app.MapPost("/sign-in", (SignInRequest request) =>
{
    if (request.Name?.Trim() is not { Length: > 0 and <= 32 } name)
    {
        return Results.BadRequest("A name has 1 to 32 characters.");
    }

    var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], CookieAuthenticationDefaults.AuthenticationScheme);
    return Results.SignIn(new ClaimsPrincipal(identity));
});

app.Run();
