// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Simulation.Truth;

namespace WebPubSub.Presence.Simulation.App;

/// <summary>The process of an instance. It writes its address and the items of its watchers to standard output, and answers with what it knows at <see cref="StatePath"/>.</summary>
internal static class AppInstance
{
    public const string Argument = "app";
    public const string AddressPrefix = "listening ";
    public const string HubName = "chat";
    public const string EventPath = "/eventhandler";
    public const string StatePath = "/state";
    public const string ConnectionStringVariable = "WEBPUBSUB";
    public const string RedisVariable = "REDIS";

    public static TimeSpan ReconciliationPeriod { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan GracePeriod { get; } = TimeSpan.FromSeconds(2);

    public static string[] Groups { get; } = ["room", "hall", "lobby", "café 👋", "news", "games", "music", "help"];

    /// <summary>Gets the events that the application needs.</summary>
    public static WebPubSubHubEvents Events { get; } = new()
    {
        UserEventPattern = "*",
        SystemEvents = ["connect", "connected", "disconnected"],
        GroupPresenceEvents = ["joined", "left"],
    };

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<WatchWriter>();
        builder.Services.AddWebPubSub(Environment.GetEnvironmentVariable(ConnectionStringVariable)!).AddHub<ChatHub>(HubName).AddPresence(options =>
        {
            options.ReconciliationPeriod = ReconciliationPeriod;
            options.GracePeriod = GracePeriod;
            options.UseRedis(Environment.GetEnvironmentVariable(RedisVariable)! + ",connectTimeout=1000,asyncTimeout=2000");
        });
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<ChatHub>(EventPath);
        app.MapGet(StatePath, ReadStateAsync);
        await app.StartAsync();
        Console.WriteLine(AddressPrefix + app.Urls.Single());
        await Console.In.ReadToEndAsync(); // it ends when the process that started this one ends
        return 0;
    }

    private static async Task<IResult> ReadStateAsync(IWebPubSubPresence<ChatHub> presence)
    {
        var state = new Dictionary<string, ScopeState>();
        try
        {
            foreach (string? group in Groups.Prepend(null))
            {
                List<string> connections = [];
                await foreach (PresentConnection connection in presence.GetConnections(group))
                {
                    connections.Add($"{connection.ConnectionId} {connection.UserId}");
                }

                IReadOnlyList<PresentUser> users = await presence.GetUsersAsync(group);
                state[group ?? ScopeState.Hub] = new ScopeState([.. connections.Order(StringComparer.Ordinal)], [.. users.Select(user => user.UserId).Order(StringComparer.Ordinal)]);
            }
        }
        catch (PresenceStoreException exception)
        {
            return Results.Text(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return Results.Text(JsonSerializer.Serialize(state), "application/json");
    }
}
