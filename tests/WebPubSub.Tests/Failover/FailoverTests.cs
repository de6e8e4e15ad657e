// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Tracing;
using Azure;
using Azure.Core;
using Azure.Core.Diagnostics;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using WebPubSub.Tests.Rest;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Failover;

/// <summary>Tests for a client with two resources: the routing of requests, and the failover when a resource is down.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private const string PrimaryKey = "primary-key-primary-key-primary-key-";
    private const string SecondaryKey = "secondary-key-secondary-key-secondary";
    private static readonly RequestDelegate Unavailable = StubServer.Status(503);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private StubServer _primary = null!;
    private StubServer _secondary = null!;
    private WebPubSubServiceClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _primary = await StubServer.StartAsync();
        _secondary = await StubServer.StartAsync();
        _client = CreateClient(Options());
    }

    public async ValueTask DisposeAsync()
    {
        await _primary.DisposeAsync();
        await _secondary.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ReachesEachResource_WithItsSignature(bool asynchronous)
    {
        using var stream = new MemoryStream("streamed"u8.ToArray());
        RequestContent content = RequestContent.Create(stream);
        SendToAllOptions options = new() { Filter = "userId ne null", Metadata = { ["k"] = "v" } };

        _ = asynchronous
            ? await _client.SendToAllAsync(content, ContentType.TextPlain, options, null)
            : _client.SendToAll(content, ContentType.TextPlain, options, null);

        foreach ((StubServer server, string key) in ((StubServer, string)[])[(_primary, PrimaryKey), (_secondary, SecondaryKey)])
        {
            WireRequest request = await server.NextRequestAsync();
            request.Method.Should().Be("POST");
            request.Target.Should().Be("/api/hubs/chat/:send?api-version=2024-12-01&filter=userId%20ne%20null");
            request.Text.Should().Be("streamed");
            request.Header("Content-Type").Should().Be("text/plain");
            request.Header("X-WebPubSub-Metadata-k").Should().Be("v");
            var token = new JsonWebToken(request.Header("Authorization")!["Bearer ".Length..]);
            token.Audiences.Should().Equal(server.Address.AbsoluteUri.TrimEnd('/') + request.Target);
            SignatureOf(token.EncodedHeader + "." + token.EncodedPayload, key).Should().Be(token.EncodedSignature);
        }
    }

    [Theory]
    [InlineData(404, 404, false)]
    [InlineData(404, 200, true)]
    [InlineData(200, 404, true)]
    public async Task Exists_IsTrue_IfAnyResourceHasTheTarget(int primary, int secondary, bool exists)
    {
        _primary.Default = StubServer.Status(primary);
        _secondary.Default = StubServer.Status(secondary);

        (await _client.ConnectionExistsAsync("c")).Value.Should().Be(exists);
        _client.UserExists("u").Value.Should().Be(exists);
    }

    [Fact]
    public async Task NotFound_Throws_OnlyIfNoResourceHasTheTarget()
    {
        _primary.Default = StubServer.Status(404);

        (await _client.AddConnectionToGroupAsync("room", "c")).Status.Should().Be(200);

        _secondary.Default = StubServer.Status(404);
        Func<Task> add = () => _client.AddConnectionToGroupAsync("room", "c");
        (await add.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(404);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task FailureOfAResourceThatIsUp_IsThrown(int status)
    {
        _secondary.Default = http => Answer(http, StubServer.Status(status), health: StubServer.Status(200));

        Func<Task> send = () => _client.SendToAllAsync("m");
        Action sendSynchronously = () => _client.SendToAll("m");

        (await send.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(status);
        sendSynchronously.Should().Throw<RequestFailedException>().Which.Status.Should().Be(status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResourceThatIsDown_IsSkipped_UntilItAnswersAgain(bool asynchronous)
    {
        using var log = new CapturedAzureLog();
        _primary.Default = Unavailable;

        await SendAsync("first", asynchronous);
        (await TokenHostAsync(asynchronous)).Should().Be(_secondary.Address.Authority);
        int asked = _primary.TakeRequests().Count(request => request.Method == "POST");
        await SendAsync("second", asynchronous);

        asked.Should().Be(1, "a retry only takes time while another resource is up");
        _primary.TakeRequests().Should().BeEmpty("its last health probe is recent");
        _secondary.TakeRequests().Where(request => request.Method == "POST").Select(request => request.Text).Should().Equal("first", "second");

        _primary.Default = StubServer.Status(200);
        _time.Advance(TimeSpan.FromHours(4));
        await SendAsync("third", asynchronous);
        (await TokenHostAsync(asynchronous)).Should().Be(_primary.Address.Authority);

        _primary.TakeRequests().Where(request => request.Method == "POST").Select(request => request.Text)
            .Should().Equal(["third"], "after an idle time, the last probe is too old to skip the resource");
        log.Lines.Should().ContainSingle(line => line.StartsWith($"Warning {_primary.Address.Authority} is down", StringComparison.Ordinal));
        log.Lines.Should().ContainSingle(line => line.StartsWith($"Informational {_primary.Address.Authority} is up again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResourceThatIsDown_IsProbedInTheBackground()
    {
        _primary.Default = Unavailable;
        await _client.SendToAllAsync("first");
        _primary.TakeRequests();
        _primary.Default = StubServer.Status(200);
        _time.Advance(TimeSpan.FromSeconds(5)); // half of the probe interval

        await _client.SendToAllAsync("second");

        (await _primary.NextRequestAsync()).Method.Should().Be("HEAD");
        await TestTimeout.UntilAsync(async () => await TokenHostAsync(true) == _primary.Address.Authority, "the primary");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NotFound_OfASend_Throws(bool asynchronous)
    {
        _primary.Default = StubServer.Status(404);

        Func<Task> send = () => SendAsync("m", asynchronous);
        Func<Task> close = () => _client.CloseAllConnectionsAsync();

        (await send.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(404);
        (await close.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(404);
    }

    [Fact]
    public async Task SlowResource_WithALateProbe_IsNotDown()
    {
        WebPubSubServiceClientOptions options = Options();
        options.TimeProvider = TimeProvider.System;
        options.HealthProbeTimeout = TimeSpan.FromMilliseconds(100);
        WebPubSubServiceClient client = CreateClient(options);
        var probed = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        _primary.Default = http =>
        {
            if (http.Request.Path != "/api/health")
            {
                return probed.Task; // answers when the health probe arrives
            }

            probed.TrySetResult();
            return never.Task.WaitAsync(http.RequestAborted);
        };

        await client.SendToAllAsync("first").WithTimeoutAsync("the send");
        await client.SendToAllAsync("second").WithTimeoutAsync("the send");

        _primary.TakeRequests().Where(request => request.Method == "POST").Select(request => request.Text).Should().Equal("first", "second");
    }

    [Fact]
    public async Task ShortFailureOfAllResources_IsRetried()
    {
        _primary.Answers.Enqueue(Unavailable);
        _primary.Answers.Enqueue(Unavailable); // the health probe
        _secondary.Answers.Enqueue(Unavailable);
        _secondary.Answers.Enqueue(Unavailable);

        (await _client.SendToAllAsync("m")).Status.Should().Be(200);
    }

    [Fact]
    public async Task UnreachableResource_IsDown()
    {
        await _primary.DisposeAsync();

        await _client.SendToUserAsync("u", "m");

        (await _secondary.NextRequestAsync()).Text.Should().Be("m");
        (await _client.GetServiceStatusAsync()).Status.Should().Be(200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnresponsiveResource_IsDown(bool asynchronous)
    {
        var never = new TaskCompletionSource();
        _primary.Default = http => never.Task.WaitAsync(http.RequestAborted);
        WebPubSubServiceClientOptions options = Options();
        options.TimeProvider = TimeProvider.System;
        options.HealthProbeTimeout = TimeSpan.FromMilliseconds(50);
        WebPubSubServiceClient client = CreateClient(options);

        await (asynchronous ? client.SendToAllAsync("m") : Task.Run(() => client.SendToAll("m"))).WithTimeoutAsync("the send");

        (await _secondary.NextRequestAsync()).Text.Should().Be("m");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AllResourcesUnresponsive_Throws(bool asynchronous)
    {
        var never = new TaskCompletionSource();
        _primary.Default = _secondary.Default = http => never.Task.WaitAsync(http.RequestAborted);
        WebPubSubServiceClientOptions options = Options();
        options.TimeProvider = TimeProvider.System;
        options.HealthProbeTimeout = TimeSpan.FromMilliseconds(50);
        options.Retry.MaxRetries = 0;
        WebPubSubServiceClient client = CreateClient(options);

        Func<Task> send = () => asynchronous ? client.SendToAllAsync("m") : Task.Run(() => client.SendToAll("m"));

        (await send.Should().ThrowAsync<RequestFailedException>()).WithMessage($"{_primary.Address.Authority} did not answer the request, and its health probe failed. Check the network and the state of the resource.");
    }

    [Fact]
    public async Task AllResourcesDown_ThrowsTheFailureOfTheFirst_AndClientsUseTheFirst()
    {
        _primary.Default = Unavailable;
        _secondary.Default = StubServer.Status(500);

        for (int time = 0; time < 2; time++)
        {
            Func<Task> send = () => _client.SendToAllAsync("m");
            (await send.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(503);
        }

        (await _client.GetClientAccessAsync()).BaseUri.Authority.Should().Be(_primary.Address.Authority);
    }

    [Fact]
    public async Task TokenCredential_UsesTheResourceThatIsUp()
    {
        await using StubServer primary = await StubServer.StartAsync(https: true);
        await using StubServer secondary = await StubServer.StartAsync(https: true);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate is not null };
        var client = new WebPubSubServiceClient(
            [
                new WebPubSubServiceEndpoint(primary.Address, new FixedCredential(), Options(new HttpClientTransport(handler))),
                new WebPubSubServiceEndpoint(secondary.Address, new FixedCredential(), Options(new HttpClientTransport(handler))),
            ],
            "chat");
        int asked = 0;
        primary.Default = http => Interlocked.Increment(ref asked) == 1 ? Task.CompletedTask : Unavailable(http); // the health probe succeeds, and later requests fail
        secondary.Default = StubServer.Status(200, """{"token":"h.p.s"}""");

        foreach (Uri uri in (Uri[])[await client.GetClientAccessUriAsync(new ClientAccessOptions()), client.GetClientAccessUri(new ClientAccessOptions())])
        {
            uri.AbsoluteUri.Should().Be($"wss://{secondary.Address.Authority}/client/hubs/chat?access_token=h.p.s");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listing_IncludesAllResources(bool asynchronous)
    {
        string next = $"{_primary.Address}api/hubs/chat/groups/room/connections?continuationToken=a%3Db";
        _primary.Default = http => StubServer.Status(200, http.Request.Query.ContainsKey("continuationToken")
            ? """{"value":[{"connectionId":"p2"}]}"""
            : $$"""{"value":[{"connectionId":"p1"}],"nextLink":"{{next}}"}""")(http);
        _secondary.Default = StubServer.Status(200, """{"value":[{"connectionId":"s1","userId":"u"}]}""");

        List<Page<WebPubSubGroupMember>> pages = asynchronous
            ? await _client.ListConnectionsInGroupAsync("room", maxCount: 9).AsPages().ToListAsync()
            : [.. _client.ListConnectionsInGroup("room", maxCount: 9).AsPages()];

        pages.SelectMany(page => page.Values).Select(member => member.ConnectionId).Should().Equal("p1", "p2", "s1");
        pages.Select(page => page.ContinuationToken).Should().Equal("0:a=b", "1:", null);
        _secondary.TakeRequests().Single().Target.Should().Be("/api/hubs/chat/groups/room/connections?api-version=2024-12-01&top=7");

        string[] rest = [.. _client.ListConnectionsInGroup("room", continuationToken: "0:a=b").Select(member => member.ConnectionId)];
        rest.Should().Equal("p2", "s1");
        _client.ListConnectionsInGroup("room", maxCount: 1).AsPages().First().Values.Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listing_SkipsAResourceThatIsDown_UntilItAnswersAgain(bool asynchronous)
    {
        _primary.Default = Unavailable;
        _secondary.Default = StubServer.Status(200, """{"value":[{"connectionId":"s1"}]}""");
        (await ListAsync()).Should().Equal("s1");

        _primary.Default = StubServer.Status(200, """{"value":[{"connectionId":"p1"}]}""");
        _time.Advance(TimeSpan.FromSeconds(10));
        (await ListAsync()).Should().Equal("p1", "s1");

        async Task<string[]> ListAsync() => asynchronous
            ? [.. await _client.ListConnectionsInGroupAsync("room").Select(member => member.ConnectionId).ToListAsync()]
            : [.. _client.ListConnectionsInGroup("room").Select(member => member.ConnectionId)];
    }

    [Fact]
    public void Listing_WithAnInvalidContinuationToken_Throws() =>
        FluentActions.Invoking(() => _client.ListConnectionsInGroup("room", continuationToken: "7:x").ToList())
            .Should().Throw<ArgumentException>().WithMessage("*continuation token*");

    [Fact]
    public async Task Cancellation_ThrowsOperationCanceledException()
    {
        using var cancellation = new CancellationTokenSource();
        _primary.Default = _ => cancellation.CancelAsync();
        var never = new TaskCompletionSource();
        _secondary.Default = http => never.Task.WaitAsync(http.RequestAborted);

        Func<Task> send = () => _client.SendToAllAsync("m", cancellationToken: cancellation.Token);

        await send.Should().ThrowAsync<OperationCanceledException>();
        _client.Invoking(client => client.GetClientAccess(null, cancellation.Token)).Should().Throw<OperationCanceledException>();
        await _client.Awaiting(client => client.GetClientAccessAsync(null, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void InvalidEndpointsAndProbeOptions_Throw()
    {
        var endpoint = new WebPubSubServiceEndpoint(_primary.Address, new AzureKeyCredential(PrimaryKey));

        FluentActions.Invoking(() => new WebPubSubServiceClient([], "chat")).Should().Throw<ArgumentException>().WithMessage("*At least one*");
        FluentActions.Invoking(() => new WebPubSubServiceClient([endpoint, endpoint], "chat")).Should().Throw<ArgumentException>().WithMessage("*twice*");
        FluentActions.Invoking(() => new WebPubSubServiceClientOptions { HealthProbeInterval = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new WebPubSubServiceClientOptions { HealthProbeTimeout = TimeSpan.FromDays(60) }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Task Answer(HttpContext http, RequestDelegate answer, RequestDelegate health) =>
        http.Request.Path == "/api/health" ? health(http) : answer(http);

    private async Task SendAsync(string message, bool asynchronous) =>
        _ = asynchronous ? await _client.SendToAllAsync(message) : _client.SendToAll(message);

    private async Task<string> TokenHostAsync(bool asynchronous) =>
        (asynchronous ? await _client.GetClientAccessUriAsync(userId: "u") : _client.GetClientAccessUri(userId: "u")).Authority;

    private WebPubSubServiceClient CreateClient(WebPubSubServiceClientOptions options) => new(
        [
            new WebPubSubServiceEndpoint(_primary.Address, new AzureKeyCredential(PrimaryKey), options),
            new WebPubSubServiceEndpoint(_secondary.Address, new AzureKeyCredential(SecondaryKey), options),
        ],
        "chat");

    private WebPubSubServiceClientOptions Options(HttpPipelineTransport? transport = null)
    {
        var options = new WebPubSubServiceClientOptions { TimeProvider = _time, Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        options.Transport = transport ?? options.Transport;
        return options;
    }

    private static string SignatureOf(string text, string key) => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(
        System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.ASCII.GetBytes(text)));

    private sealed class CapturedAzureLog : IDisposable
    {
        private readonly AzureEventSourceListener _listener;
        private readonly List<string> _lines = [];

        public CapturedAzureLog() => _listener = new AzureEventSourceListener(
            (entry, text) =>
            {
                lock (_lines)
                {
                    _lines.Add($"{entry.Level} {text}");
                }
            },
            EventLevel.Informational);

        public string[] Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
