// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

public sealed class ToolFixture : IAsyncLifetime
{
    private readonly string _url = $"http://localhost:{FreePort.Find()}";
    private RunningProcess _tool = null!;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _tool = Repository.StartTool(null, "--urls", _url);
        ConnectionString = (await _tool.WaitForAsync("Endpoint=.*;")).Value;
    }

    public Task KillAsync() => _tool.KillAsync();

    public async Task RestartAsync()
    {
        await _tool.DisposeAsync();
        await InitializeAsync();
    }

    public ValueTask DisposeAsync() => _tool.DisposeAsync();
}
