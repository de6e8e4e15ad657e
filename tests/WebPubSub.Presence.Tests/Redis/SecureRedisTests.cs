// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;
using WebPubSub.Presence.Stores;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>TLS, passwords and tokens, and the messages about those that are wrong.</summary>
public sealed class SecureRedisTests(SecureRedis redis) : IClassFixture<SecureRedis>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task TlsAndAPassword_Work()
    {
        using PresenceStore store = Create(options => options.UseRedis(own => own.ConnectionFactory = async _ => await ConnectAsync(configuration => configuration.Password = SecureRedis.Password)));
        await store.JoinAsync("c1", "ann", "room", 2, None);
        (await store.IsOnlineAsync("ann", "room", None)).Should().BeTrue();
    }

    [Fact]
    public async Task CertificateThatIsNotTrusted_IsAClearError_WithoutThePassword()
    {
        using PresenceStore store = Create(options => options.UseRedis($"localhost:{redis.Port},ssl=true,user={SecureRedis.User},password={SecureRedis.Password},connectTimeout=2000"));
        (await FailAsync(store)).Should().Match("Presence cannot use Redis: *Check the address, the password and the TLS setting of UseRedis.*");
    }

    [Fact]
    public async Task WrongPassword_IsAClearError_WithoutThePassword()
    {
        using PresenceStore store = Create(options => options.UseRedis(own => own.ConnectionFactory = async _ => await ConnectAsync(configuration => configuration.Password = SecureRedis.Password + "2")));
        (await FailAsync(store)).Should().Match("Presence cannot use Redis: *Check the address, the password and the TLS setting of UseRedis.*");
    }

    [Fact]
    public async Task ServerThatRunsNoScripts_IsNamed()
    {
        using PresenceStore store = Create(options => options.UseRedis(own => own.ConnectionFactory = async _ => await ConnectAsync(configuration =>
        {
            configuration.User = "limited";
            configuration.Password = SecureRedis.Password;
        })));
        (await FailAsync(store)).Should().Match("Presence cannot use this Redis: *Presence needs Lua scripts*");
    }

    [Fact]
    public async Task Token_IsRequestedForEachConnection()
    {
        var credential = new RotatingCredential();
        await using ConnectionMultiplexer connection = await ConnectAsync(configuration =>
        {
            configuration.User = null;
            configuration.Defaults = new TokenOptions(SecureRedis.User, credential);
        });
        using PresenceStore store = Create(options => options.UseRedis(own => own.ConnectionFactory = _ => Task.FromResult<IConnectionMultiplexer>(connection)));
        await store.ConnectAsync("c1", "ann", isReserved: false, None);
        credential.Requests.Should().BePositive();

        await using ConnectionMultiplexer admin = await ConnectAsync(configuration => configuration.Password = SecureRedis.Password);
        credential.Token = "second";
        await admin.GetServers()[0].ExecuteAsync("ACL", "SETUSER", SecureRedis.User, ">second"); // a new token, while the old one ends with its connections
        int requests = credential.Requests;
        await admin.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "USER", SecureRedis.User);
        await TestTimeout.UntilAsync(() => credential.Requests > requests && connection.IsConnected, "the new connection");
        await store.ConnectAsync("c2", "bob", isReserved: false, None);
        (await store.IsOnlineAsync("bob", null, None)).Should().BeTrue();
    }

    private static PresenceStore Create(Action<WebPubSubPresenceOptions> use)
    {
        var options = new WebPubSubPresenceOptions();
        use(options);
        return options.CreateStore!(new ServiceCollection().BuildServiceProvider(), "chat", TimeProvider.System);
    }

    private static async Task<string> FailAsync(PresenceStore store)
    {
        PresenceStoreException exception = (await store.Invoking(s => s.ConnectAsync("c1", "ann", isReserved: false, None).AsTask()).Should().ThrowAsync<PresenceStoreException>()).Which;
        exception.ToString().Should().NotContain(SecureRedis.Password);
        return exception.Message;
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(Action<ConfigurationOptions> configure)
    {
        var configuration = new ConfigurationOptions { EndPoints = { { "localhost", redis.Port } }, Ssl = true, User = SecureRedis.User, AllowAdmin = true, ConnectTimeout = 2000 };
        configuration.TrustIssuer(redis.Certificate);
        configure(configuration);
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    private sealed class TokenOptions(string user, TokenCredential credential) : DefaultOptionsProvider
    {
        public override string? User => user;

        public override string? Password => credential.GetToken(new TokenRequestContext(["https://redis.azure.com/.default"]), None).Token;
    }

    private sealed class RotatingCredential : TokenCredential
    {
        private int _requests;

        public string Token { get; set; } = SecureRedis.Password;

        public int Requests => _requests;

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return new AccessToken(Token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
