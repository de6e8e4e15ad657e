// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;

namespace WebPubSub.IntegrationTests;

/// <summary>
/// The service for <see cref="ServiceClientTests"/> and <see cref="OperationEffectTests"/>. It is the emulator, or the resource of the connection
/// string in WEBPUBSUB_CONNECTION_STRING. The tests must pass on both.
/// </summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private WebPubSubEmulator? _emulator;
    private string? _connectionString = Environment.GetEnvironmentVariable("WEBPUBSUB_CONNECTION_STRING");

    /// <summary>Gets a client for a hub that no other test uses.</summary>
    public WebPubSubServiceClient CreateClient() => new(_connectionString!, $"it{Guid.NewGuid():N}");

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(_connectionString))
        {
            _emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
            _connectionString = _emulator.ConnectionString;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }
}
