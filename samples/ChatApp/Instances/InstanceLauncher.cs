// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using WebPubSub.Emulator;
using Yarp.ReverseProxy.Configuration;

namespace ChatApp.Instances;

/// <summary>Runs several instances of the chat on this machine: one emulator, one proxy that sends each request to the next instance, and the instances as processes.</summary>
internal static class InstanceLauncher
{
    private const string Cluster = "chat";

    public static async Task RunAsync(int count, string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        string? redis = builder.Configuration.GetConnectionString("Redis");
        if (redis is null && count > 1)
        {
            Console.WriteLine("Several instances share their users in Redis. Without Redis, one instance starts. Set ConnectionStrings__Redis, for example to localhost:6379.");
            count = 1;
        }

        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });
        Uri[] addresses = [.. Enumerable.Range(0, count).Select(_ => FindFreeAddress())];
        builder.Services.AddReverseProxy().LoadFromMemory([CreateRoute()], [CreateCluster(addresses)]);
        await using WebApplication proxy = builder.Build();
        proxy.MapReverseProxy();
        await proxy.StartAsync();
        string address = proxy.Urls.First();
        emulator.AddEventHandler(ChatHub.Name, $"{address}/eventhandler", new WebPubSub.WebPubSubHubEvents
        {
            UserEventPattern = "*",
            SystemEvents = ["connect", "connected", "disconnected"],
            GroupPresenceEvents = ["joined", "left"],
        });

        var instances = new List<Instance>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                instances.Add(Instance.Start(i + 1, addresses[i], emulator.ConnectionString, redis));
            }

            Console.WriteLine($"Open {address} in two browser tabs, or one page of each instance.");
            await proxy.WaitForShutdownAsync();
        }
        finally
        {
            instances.ForEach(instance => instance.Dispose());
        }
    }

    private static RouteConfig CreateRoute() => new() { RouteId = "all", ClusterId = Cluster, Match = new RouteMatch { Path = "{**path}" } };

    // An instance that has ended gets no more requests after a second.
    private static ClusterConfig CreateCluster(Uri[] addresses) => new()
    {
        ClusterId = Cluster,
        LoadBalancingPolicy = "RoundRobin",
        Destinations = addresses.ToDictionary(address => address.Authority, address => new DestinationConfig { Address = address.AbsoluteUri }),
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig { Enabled = true, Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(1), Policy = "ConsecutiveFailures", Path = "/" },
        },
        Metadata = new Dictionary<string, string> { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" },
    };

    private static Uri FindFreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
