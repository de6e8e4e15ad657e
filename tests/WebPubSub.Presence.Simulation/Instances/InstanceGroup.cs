// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub.Presence.Simulation.App;
using WebPubSub.Presence.Simulation.History;
using WebPubSub.Presence.Simulation.Truth;

namespace WebPubSub.Presence.Simulation.Instances;

/// <summary>The instances of the application, and the proxy in front of them.</summary>
internal sealed class InstanceGroup(RoundRobin proxy, string connectionString, string redis, HistoryChecker checker) : IAsyncDisposable
{
    public const int Count = 2;

    private static readonly Dictionary<string, ScopeState> NoAnswer = [];

    private readonly HttpClient _http = new();
    private readonly InstanceProcess?[] _processes = new InstanceProcess?[Count];

    public Task StartAsync() => Task.WhenAll(Enumerable.Range(0, Count).Select(StartAsync));

    public async Task StartAsync(int instance)
    {
        _processes[instance] = await InstanceProcess.StartAsync(connectionString, redis, checker);
        UpdateProxy();
    }

    /// <summary>Kills an instance without a shutdown. The proxy still sends it requests.</summary>
    public Task KillAsync(int instance) => _processes[instance]!.KillAsync();

    public void RemoveFromProxy(int instance)
    {
        _processes[instance] = null;
        UpdateProxy();
    }

    /// <returns>What the instance knows; nothing if it cannot answer.</returns>
    public async Task<IReadOnlyDictionary<string, ScopeState>> ReadStateAsync(int instance)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(_processes[instance]!.Address, AppInstance.StatePath));
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<Dictionary<string, ScopeState>>(await response.Content.ReadAsStringAsync())! : NoAnswer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (InstanceProcess? process in _processes)
        {
            await (process?.KillAsync() ?? Task.CompletedTask);
        }

        _http.Dispose();
    }

    private void UpdateProxy() => proxy.SetInstances([.. _processes.OfType<InstanceProcess>().Select(process => process.Address)]);
}
