// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The negotiate endpoint over Kestrel, with real cookies, headers and clients.</summary>
public sealed class NegotiateTests : IAsyncLifetime
{
    private readonly CapturedLogs _logs = new();
    private WebPubSubEmulator _emulator = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync() => _emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Call_WithoutCredentials_Returns401_AndLogsTheReason()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>());

        HttpResponseMessage answer = await _http.PostAsync("/negotiate?userId=ada", JsonContent.Create(new { userId = "ada" }));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().BeEmpty();
        _logs.All.Should().Contain("Rejected a negotiate call for hub 'ChatHub', 401: the caller is not authenticated.").And.Contain("AllowAnonymous");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Call_WithACookie_ReturnsTheUrlOfTheUser_AndNothingOfTheRequest(string method)
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>().RequireAuthorization());
        await SignInAsync("ada");

        using var request = new HttpRequestMessage(new HttpMethod(method), "/negotiate?userId=eve&roles=webpubsub.sendToGroup&groups=secret")
        {
            Content = JsonContent.Create(new { userId = "eve", roles = new[] { "webpubsub.sendToGroup" }, groups = new[] { "secret" } }),
        };
        HttpResponseMessage answer = await _http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().Should().Be("no-store");
        answer.Content.Headers.ContentType!.ToString().Should().Be("application/json");
        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        body.EnumerateObject().Select(member => member.Name).Should().Equal("url", "expiresOn");
        body.GetProperty("expiresOn").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow.AddMinutes(5), TimeSpan.FromMinutes(1));
        await using var client = new WebPubSubClient(new Uri(body.GetProperty("url").GetString()!));
        await client.StartAsync();
        EmulatorConnection connection = _emulator.Inspector.GetConnections("ChatHub").Should().ContainSingle().Which;
        connection.UserId.Should().Be("ada");
        connection.Groups.Should().BeEmpty();
        connection.Permissions.Should().BeEmpty();
    }

    [Fact]
    public async Task Call_WithABearerToken_ConnectsTheClient()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>().RequireAuthorization());
        int calls = 0;
        var credential = new WebPubSubNegotiateCredential(_http, new Uri("/negotiate", UriKind.Relative), _ => new ValueTask<string>($"user-grace-{++calls}"));

        await using var client = new WebPubSubClient(credential);
        await client.StartAsync();

        _emulator.Inspector.GetUsers("ChatHub").Should().Equal("grace");
        calls.Should().Be(1);
    }

    [Fact]
    public async Task Credential_WithoutAccess_ExplainsTheStatus()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>());
        var missing = new WebPubSubNegotiateCredential(_http, new Uri("/other", UriKind.Relative));
        var anonymous = new WebPubSubNegotiateCredential(_http, new Uri("/negotiate", UriKind.Relative));

        (await anonymous.Awaiting(c => c.GetClientAccessUriAsync().AsTask()).Should().ThrowAsync<HttpRequestException>())
            .WithMessage("The negotiate endpoint '/negotiate' answered 401. The server did not authenticate the caller: send its cookie or a bearer token.");
        (await missing.Awaiting(c => c.GetClientAccessUriAsync().AsTask()).Should().ThrowAsync<HttpRequestException>()).WithMessage("*answered 404. Compare the URL*");
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"url\":\"https://example.test\"}")]
    [InlineData("{\"url\":1}")]
    public async Task Credential_WithoutAWebSocketUrl_ExplainsTheFormat(string body)
    {
        await StartAsync(app => app.MapPost("/negotiate", () => Results.Text(body)));
        var credential = new WebPubSubNegotiateCredential(_http, new Uri("/negotiate", UriKind.Relative));

        (await credential.Awaiting(c => c.GetClientAccessUriAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*contains no WebSocket URL. It must be JSON*");
    }

    [Fact]
    public async Task Rules_TakeRolesAndGroupsFromClaims()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options =>
        {
            options.GroupClaimTypes.Add("team");
            options.AddRoles(ClaimTypes.Role, "moderator", WebPubSubRole.SendToGroup("news"));
            options.AddRoles(ClaimTypes.Role, "administrator", WebPubSubRole.SendToAnyGroup);
            options.OnNegotiate = context =>
            {
                context.Access.Groups.Add("user-" + context.User.FindFirstValue(ClaimTypes.NameIdentifier));
                return ValueTask.CompletedTask;
            };
        }));
        await SignInAsync("ada", new Claim("team", "red"), new Claim("team", "blue"), new Claim(ClaimTypes.Role, "moderator"));

        await using var client = new WebPubSubClient(new WebPubSubNegotiateCredential(_http, new Uri("/negotiate", UriKind.Relative)));
        await client.StartAsync();

        EmulatorConnection connection = _emulator.Inspector.GetConnections("ChatHub").Should().ContainSingle().Which;
        connection.Groups.Should().BeEquivalentTo("red", "blue", "user-ada");
        connection.CanSendToGroup("news").Should().BeTrue();
        connection.CanSendToGroup("other").Should().BeFalse();
    }

    [Fact]
    public async Task OnNegotiate_CanRejectTheCall()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.OnNegotiate = context =>
        {
            context.Reject();
            return ValueTask.CompletedTask;
        }));
        await SignInAsync("ada");

        (await _http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task UserWithoutAnId_IsRejected()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options =>
        {
            options.UserIdClaimTypes.Clear();
            options.UserIdClaimTypes.Add("employee");
        }));
        await SignInAsync("ada");

        (await _http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _logs.All.Should().Contain("403: the user has none of the claims employee. Set WebPubSubNegotiateOptions.UserIdClaimTypes");
    }

    [Fact]
    public async Task AnonymousCaller_ConnectsOnlyIfAllowed()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.AllowAnonymous = true), services =>
            services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));

        await using var client = new WebPubSubClient(new WebPubSubNegotiateCredential(_http, new Uri("/negotiate", UriKind.Relative)));
        await client.StartAsync();

        _emulator.Inspector.GetConnections("ChatHub").Should().ContainSingle().Which.UserId.Should().BeNull();
    }

    [Theory]
    [InlineData("https://evil.example", null, 403)]
    [InlineData(null, "cross-site", 403)]
    [InlineData("null", null, 403)]
    [InlineData("https://evil.example", "same-origin", 200)] // a proxy changed the host; a page cannot set Sec-Fetch-Site
    [InlineData("https://app.example", "cross-site", 200)]
    [InlineData(null, "none", 200)]
    [InlineData(null, null, 200)]
    public async Task CallOfAnotherOrigin_WithACookie_IsRejected(string? origin, string? site, int status)
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.AllowedOrigins.Add("https://app.example/")));
        await SignInAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/negotiate");
        Add(request, "Origin", origin);
        Add(request, "Sec-Fetch-Site", site);

        HttpResponseMessage answer = await _http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        if (status == 403)
        {
            _logs.All.Should().Contain("called with the cookies of the user. If this site belongs to you, add it to WebPubSubNegotiateOptions.AllowedOrigins.");
        }
    }

    [Fact]
    public async Task CallOfAnotherOrigin_WithABearerToken_IsAllowed_AndCorsDecidesWhoReadsTheAnswer()
    {
        await StartAsync(
            app =>
            {
                app.UseCors(); // before the authorization, because a preflight request has no credentials
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapWebPubSubNegotiate<ChatHub>().RequireAuthorization().RequireCors(policy => policy.WithOrigins("https://app.example").WithHeaders("Authorization"));
            },
            services => services.AddCors());
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/negotiate");
        Add(preflight, "Origin", "https://app.example");
        Add(preflight, "Access-Control-Request-Method", "POST");
        Add(preflight, "Access-Control-Request-Headers", "authorization");
        (await _http.SendAsync(preflight)).Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://app.example");

        HttpResponseMessage own = await PostFromAsync("https://app.example");
        HttpResponseMessage foreign = await PostFromAsync("https://evil.example");

        own.StatusCode.Should().Be(HttpStatusCode.OK);
        own.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://app.example");
        foreign.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task CallOfAnotherOrigin_WithACookieAndAnAuthorizationHeader_IsRejected()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>().RequireAuthorization());
        await SignInAsync("ada");

        (await PostFromAsync("https://evil.example")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task InvalidGroupClaim_IsRejected_WithItsType()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.GroupClaimTypes.Add("team")));
        await SignInAsync("ada", new Claim("team", new string('g', 1025)));

        (await _http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _logs.All.Should().Contain("403: a claim of the type team contains an invalid group name.");
    }

    [Fact]
    public async Task Call_WithoutCredentials_IsNotRedirected()
    {
        await StartAsync(app => app.MapWebPubSubNegotiate<ChatHub>().RequireAuthorization());

        HttpResponseMessage answer = await _http.PostAsync("/negotiate", content: null);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/negotiate");
    }

    [Fact]
    public async Task RateLimiting_Composes()
    {
        await StartAsync(
            app =>
            {
                app.UseRateLimiter();
                app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.AllowAnonymous = true).RequireRateLimiting("one");
            },
            services => services.AddRateLimiter(limiter => Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions.AddFixedWindowLimiter(
                limiter, "one", window => (window.PermitLimit, window.Window) = (1, TimeSpan.FromHours(1)))));

        (await _http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Token_ReachesNoLog_EvenWithHttpLogging()
    {
        await StartAsync(
            app =>
            {
                app.UseHttpLogging();
                app.MapWebPubSubNegotiate<ChatHub>(configure: options => options.AllowAnonymous = true);
            },
            services => services.AddHttpLogging(logging => logging.LoggingFields = Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.All));

        JsonElement answer = await _http.GetFromJsonAsync<JsonElement>("/negotiate");

        string token = answer.GetProperty("url").GetString()!.Split("access_token=")[1];
        _logs.All.Should().Contain("Request:").And.NotContain(token).And.NotContain("access_token");
    }

    [Fact]
    public async Task Map_WithoutAuthentication_Throws()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddWebPubSub(_emulator.ConnectionString).AddHub<ChatHub>();
        await using WebApplication app = builder.Build();

        app.Invoking(a => a.MapWebPubSubNegotiate<ChatHub>()).Should().Throw<InvalidOperationException>()
            .WithMessage("The endpoint '/negotiate' needs to know the user, but the application has no authentication. Call builder.Services.AddAuthentication(...), or set *AllowAnonymous*");
    }

    private async Task<HttpResponseMessage> PostFromAsync(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/negotiate");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "user-grace-1");
        Add(request, "Origin", origin);
        return await _http.SendAsync(request);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private async Task StartAsync(Action<WebApplication> map, Action<IServiceCollection>? add = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders().AddProvider(_logs).AddFilter("Microsoft.AspNetCore", LogLevel.Information);
        builder.Services.AddWebPubSub(_emulator.ConnectionString).AddHub<ChatHub>();
        builder.Services.AddAuthentication("either")
            .AddCookie()
            .AddScheme<AuthenticationSchemeOptions, TestBearerHandler>("bearer", null)
            .AddPolicyScheme("either", null, scheme => scheme.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count > 0 ? "bearer" : CookieAuthenticationDefaults.AuthenticationScheme);
        builder.Services.AddAuthorization();
        add?.Invoke(builder.Services);
        _app = builder.Build();
        _app.MapPost("/sign-in", SignIn).AllowAnonymous();
        map(_app);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private async Task SignInAsync(string user, params Claim[] claims)
    {
        TestClaim[] all = [new(ClaimTypes.NameIdentifier, user), .. claims.Select(claim => new TestClaim(claim.Type, claim.Value))];
        (await _http.PostAsJsonAsync("/sign-in", all)).EnsureSuccessStatusCode();
    }

    private static IResult SignIn(TestClaim[] claims)
    {
        var identity = new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "cookie");
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private sealed record TestClaim(string Type, string Value);

    private sealed class ChatHub : WebPubSubHub;

    // Accepts "Bearer user-{name}-{anything}".
    private sealed class TestBearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string[] parts = Request.Headers.Authorization.ToString().Split('-');
            return Task.FromResult(parts is ["Bearer user", { } name, _]
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", name)], "bearer")), "bearer"))
                : AuthenticateResult.Fail("no test token"));
        }
    }
}
