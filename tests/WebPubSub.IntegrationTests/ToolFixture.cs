// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The tool, running on a port of localhost as it does by default.</summary>
public sealed class ToolFixture : IAsyncLifetime
{
    private RunningProcess _tool = null!;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _tool = Repository.StartTool(null, "--urls", $"http://localhost:{Repository.FindFreePort()}");
        ConnectionString = (await _tool.WaitForAsync("Endpoint=.*;")).Value;
    }

    public Task KillAsync() => _tool.KillAsync();

    public ValueTask DisposeAsync() => _tool.DisposeAsync();
}
