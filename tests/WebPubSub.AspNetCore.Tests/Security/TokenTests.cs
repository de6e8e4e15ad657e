// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Security.Cryptography;
using Azure.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests.Security;

/// <summary>Tests for tokens of the service's managed identity, with an issuer on loopback. See docs/protocols/event-handler.md#8-entra-id-tokens.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Audience = "api://chat";
    private const string Caller = "11111111-2222-3333-4444-555555555555";
    private readonly RSA _key = RSA.Create(2048);
    private StubServer _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await StubServer.StartAsync();
        JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(includePrivateParameters: false)) { KeyId = "k1" });
        string keys = $$"""{"keys":[{"kty":"RSA","kid":"k1","n":"{{key.N}}","e":"{{key.E}}"}]}""";
        _issuer.Default = http => http.Request.Path == "/keys"
            ? StubServer.Status(200, keys)(http)
            : StubServer.Status(200, $$"""{"issuer":"{{_issuer.Address}}","jwks_uri":"{{_issuer.Address}}keys"}""")(http);
    }

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task Token_VerifiesEvents_OfAnEndpointWithoutKeys()
    {
        await using HandlerApp app = await StartAsync(keyless: true);

        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.NoContent);
        app.Logs.All.Should().Contain("verified by token.");
    }

    [Theory]
    [InlineData("other audience")]
    [InlineData("other caller")]
    [InlineData("no caller")]
    [InlineData("expired")]
    [InlineData("other issuer")]
    [InlineData("other key")]
    [InlineData("symmetric")]
    [InlineData("none")]
    [InlineData("garbage")]
    [InlineData("missing")]
    public async Task InvalidToken_IsRejected_AndTheReasonIsLogged(string what)
    {
        await using HandlerApp app = await StartAsync(keyless: true);
        using RSA otherKey = RSA.Create(2048);
        string? token = what switch
        {
            "other audience" => CreateToken(audience: "api://other"),
            "other caller" => CreateToken(caller: "someone-else"),
            "no caller" => CreateToken(caller: null),
            "expired" => CreateToken(expires: TimeSpan.FromHours(-1)),
            "other issuer" => CreateToken(issuer: "https://evil.example.test/"),
            "other key" => CreateToken(key: new RsaSecurityKey(otherKey) { KeyId = "k1" }),
            "symmetric" => CreateToken(key: new SymmetricSecurityKey(_key.ExportRSAPublicKey()) { KeyId = "k1" }),
            "none" => "eyJhbGciOiJub25lIn0.e30.",
            "garbage" => "a.b.c",
            _ => null,
        };

        (await SendAsync(app, token, isSigned: false)).Should().Be(HttpStatusCode.Unauthorized);
        app.Calls.Requests.Should().BeEmpty();
        app.Logs.All.Should().Contain("token").And.Contain("No signature of the event matches").And.NotContain(token ?? "Bearer ");
    }

    [Theory]
    [InlineData(false, true, false, HttpStatusCode.NoContent)]
    [InlineData(false, false, true, HttpStatusCode.NoContent)]
    [InlineData(false, false, false, HttpStatusCode.Unauthorized)]
    [InlineData(true, true, true, HttpStatusCode.NoContent)]
    [InlineData(true, true, false, HttpStatusCode.Unauthorized)]
    [InlineData(true, false, true, HttpStatusCode.Unauthorized)]
    public async Task SignatureAndToken_AreAlternatives_OrBothRequired(bool requireSignature, bool isSigned, bool withToken, HttpStatusCode status)
    {
        await using HandlerApp app = await StartAsync(configure: tokens => tokens.RequireSignature = requireSignature);

        (await SendAsync(app, withToken ? CreateToken() : null, isSigned)).Should().Be(status);
    }

    [Fact]
    public async Task Validation_NeedsNoToken()
    {
        await using HandlerApp app = await StartAsync(keyless: true);
        var request = new HttpRequestMessage(HttpMethod.Options, "/eventhandler").With("WebHook-Request-Origin", "demo.webpubsub.azure.com");

        (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task UnavailableIssuer_IsUnauthorized()
    {
        await using HandlerApp app = await StartAsync(keyless: true);
        _issuer.Default = http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };

        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SilentIssuer_IsCalledOnce_AndEventsTimeOut()
    {
        var time = new FakeTimeProvider();
        int downloads = 0;
        var silence = new TaskCompletionSource();
        _issuer.Default = _ =>
        {
            Interlocked.Increment(ref downloads);
            return silence.Task;
        };
        await using HandlerApp app = await StartAsync(keyless: true, time: time);

        Task<HttpStatusCode>[] events = [.. Enumerable.Range(0, 50).Select(_ => SendAsync(app, CreateToken(), isSigned: false))];
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1)); // an event that arrives later times out later
                return events.All(sent => sent.IsCompleted);
            },
            "all answers");

        (await Task.WhenAll(events)).Should().OnlyContain(status => status == HttpStatusCode.Unauthorized);
        downloads.Should().Be(1);
        app.Logs.All.Should().Contain($"The download of the issuer's signing keys from {_issuer.Address}");
        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.Unauthorized, "a later event does not wait, and the clock does not advance");
        silence.SetResult();
    }

    [Fact]
    public async Task EventThatWaitsForASilentIssuer_EndsWithItsRequest()
    {
        var asked = new TaskCompletionSource();
        var silence = new TaskCompletionSource();
        _issuer.Default = _ =>
        {
            asked.TrySetResult();
            return silence.Task;
        };
        await using HandlerApp app = await StartAsync(keyless: true, time: new FakeTimeProvider()); // the clock does not advance
        using var abort = new CancellationTokenSource();
        HttpRequestMessage request = EventMessage.Connect().With("WebHook-Request-Origin", "demo.webpubsub.azure.com").With("ce-signature").With("Authorization", "Bearer " + CreateToken());
        Task sending = app.Http.SendAsync(request, abort.Token);
        await asked.Task.WithTimeoutAsync("the issuer to be asked");

        await abort.CancelAsync();

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
        await app.StopAsync().WithTimeoutAsync("the application to stop"); // waits until the running requests have ended
        app.Logs.Lines.Should().NotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        silence.SetResult();
    }

    [Fact]
    public async Task FailingIssuer_IsCalledAgainAfterADelay()
    {
        var time = new FakeTimeProvider();
        RequestDelegate works = _issuer.Default;
        int downloads = 0;
        _issuer.Default = http =>
        {
            downloads++;
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
        await using HandlerApp app = await StartAsync(keyless: true, time: time);

        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.Unauthorized);
        int first = downloads;
        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.Unauthorized);
        downloads.Should().Be(first, "a failure is remembered for 10 s");
        _issuer.Default = works;
        time.Advance(TimeSpan.FromSeconds(10));

        (await SendAsync(app, CreateToken(), isSigned: false)).Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("TenantId", null, "a", "c")]
    [InlineData("Audiences", "t", null, "c")]
    [InlineData("AllowedCallers", "t", "a", null)]
    public async Task MissingSetting_FailsAtStart_AndIsNamed(string setting, string? tenant, string? audience, string? caller)
    {
        Func<Task> start = () => HandlerApp.StartAsync(build: builder => builder.AddEventTokens(tokens =>
        {
            tokens.TenantId = tenant;
            foreach ((IList<string> list, string? value) in (ReadOnlySpan<(IList<string>, string?)>)[(tokens.Audiences, audience), (tokens.AllowedCallers, caller)])
            {
                if (value is not null)
                {
                    list.Add(value);
                }
            }
        }));

        await start.Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage($"*WebPubSubEventTokenOptions.{setting}*");
    }

    [Fact]
    public async Task AuthorityWithoutTls_FailsAtStart()
    {
        Func<Task> start = () => StartAsync(configure: tokens => tokens.Authority = "http://issuer.example.test");

        await start.Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*Authority must be an https URL*");
    }

    private Task<HandlerApp> StartAsync(bool keyless = false, Action<WebPubSubEventTokenOptions>? configure = null, TimeProvider? time = null) => HandlerApp.StartAsync(
        options => options.ServiceEndpoint = keyless
            ? new WebPubSubServiceEndpoint(new Uri("https://demo.webpubsub.azure.com"), DelegatedTokenCredential.Create((_, _) => default))
            : new WebPubSubServiceEndpoint($"Endpoint=https://demo.webpubsub.azure.com;AccessKey={HandlerApp.Key}"),
        build: builder => WithTime(builder, time).AddEventTokens(tokens =>
        {
            tokens.Authority = _issuer.Address.AbsoluteUri;
            tokens.Audiences.Add(Audience);
            tokens.AllowedCallers.Add(Caller.ToUpperInvariant());
            configure?.Invoke(tokens);
        }));

    private static IWebPubSubBuilder WithTime(IWebPubSubBuilder builder, TimeProvider? time)
    {
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        return builder;
    }

    private static async Task<HttpStatusCode> SendAsync(HandlerApp app, string? token, bool isSigned)
    {
        HttpRequestMessage request = EventMessage.Connect().With("WebHook-Request-Origin", "demo.webpubsub.azure.com");
        request = isSigned ? request : request.With("ce-signature");
        return (await app.Http.SendAsync(token is null ? request : request.With("Authorization", "Bearer " + token))).StatusCode;
    }

    private string CreateToken(
        string audience = Audience, string? caller = Caller, TimeSpan? expires = null, string? issuer = null, SecurityKey? key = null)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        SecurityKey signing = key ?? new RsaSecurityKey(_key) { KeyId = "k1" };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? _issuer.Address.AbsoluteUri,
            Audience = audience,
            Claims = caller is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["azp"] = caller },
            Expires = now + (expires ?? TimeSpan.FromHours(1)),
            SigningCredentials = new SigningCredentials(signing, signing is SymmetricSecurityKey ? SecurityAlgorithms.HmacSha256 : SecurityAlgorithms.RsaSha256),
        });
    }
}
