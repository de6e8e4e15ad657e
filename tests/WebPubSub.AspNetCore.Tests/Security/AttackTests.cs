// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests.Security;

/// <summary>Test with 200,000 mutated requests. No request may return a 5xx status, call the hub without a valid signature, or leak memory.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class AttackTests
{
    private const int Requests = 200_000;
    private const int WarmUp = 20_000;
    private const int Attackers = 8;
    private const long MemoryThatMayStay = 16 * 1024 * 1024; // for memory that is collected late; a leak of 100 bytes per request would be 18 MB

    [Fact]
    public async Task MutatedRequests_AreRejectedOrHandled_WithoutLeaks()
    {
        int seed = Random.Shared.Next();
        await using WebApplication app = Build();
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        var statuses = new ConcurrentDictionary<int, int>();
        Observations seen = app.Services.GetRequiredService<Observations>();

        await AttackAsync(address, seed, WarmUp, statuses);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await AttackAsync(address, seed + 1, Requests - WarmUp, statuses);

        statuses.Keys.Should().NotContain(status => status >= 500, "with seed {0}: {1}", seed, string.Join(", ", statuses));
        statuses.Values.Sum().Should().Be(Requests);
        statuses.Should().ContainKeys(200, 204, 400, 401, 404, 413);
        seen.Unsigned.Should().Be(0, "with seed {0}", seed);
        seen.Signed.Should().BePositive("otherwise the test shows nothing");
        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(MemoryThatMayStay, before);
        using var http = new HttpClient { BaseAddress = address };
        (await http.SendAsync(EventMessage.User("message", "hi"))).StatusCode.Should().Be(HttpStatusCode.OK, "a normal event is still answered");
    }

    private static Task AttackAsync(Uri address, int seed, int count, ConcurrentDictionary<int, int> statuses) =>
        Task.WhenAll(Enumerable.Range(0, Attackers).Select(attacker => Task.Run(async () =>
        {
            var random = new Random(seed + (attacker * 1000));
            using var client = new RawHttpClient(address);
            for (int i = 0; i < count / Attackers; i++)
            {
                MutatedRequest request = MutatedRequest.Create(random);
                int status = await client.SendAsync(request.ToBytes(), request.IsCutOff);
                statuses.AddOrUpdate(status, 1, (_, sum) => sum + 1);
            }
        })));

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Observations>();
        builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={HandlerApp.Key}").AddHub<WatchingHub>("chat");
        builder.Services.Configure<WebPubSubOptions>(options =>
        {
            options.MaxEventBodySize = 64 * 1024;
            options.FailoverEndpoints.Add(new WebPubSubServiceEndpoint($"Endpoint=https://eu.example.test;AccessKey={EventMessage.FailoverKey}"));
        });
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<WatchingHub>("/eventhandler");
        return app;
    }

    private sealed class Observations
    {
        private int _signed;
        private int _unsigned;

        public int Signed => _signed;

        public int Unsigned => _unsigned;

        // Uses the HMAC of the platform instead of the tested code.
        public void Add(WebPubSubConnectionContext context)
        {
            bool isSigned = context.Origin!.Split(',').Any(host => IsSigned(context, host == "localhost" ? HandlerApp.Key : host == "eu.example.test" ? EventMessage.FailoverKey : "no key"));
            Interlocked.Increment(ref isSigned ? ref _signed : ref _unsigned);
        }

        private static bool IsSigned(WebPubSubConnectionContext context, string key)
        {
            string expected = "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(context.ConnectionId)));
            return context.Signature?.Contains(expected, StringComparison.OrdinalIgnoreCase) == true;
        }
    }

    private sealed class WatchingHub(Observations observations) : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse?> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
        {
            observations.Add(request.ConnectionContext);
            return default;
        }

        public override ValueTask<UserEventResponse?> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            observations.Add(request.ConnectionContext);
            if (request.Data.ToString() == "throw")
            {
                throw new InvalidOperationException("400, because the hub has begun");
            }

            var response = new UserEventResponse(request.Data, request.DataType);
            response.SetState("seen", request.ConnectionContext.ConnectionStates.Count);
            return new(response);
        }

        public override Task OnConnectedAsync(ConnectedEventRequest request) => Note(request);

        public override Task OnDisconnectedAsync(DisconnectedEventRequest request) => Note(request);

        public override Task OnGroupJoinedAsync(GroupJoinedEventRequest request) => Note(request);

        public override Task OnGroupLeftAsync(GroupLeftEventRequest request) => Note(request);

        private Task Note(WebPubSubEventRequest request)
        {
            observations.Add(request.ConnectionContext);
            return Task.CompletedTask;
        }
    }
}
