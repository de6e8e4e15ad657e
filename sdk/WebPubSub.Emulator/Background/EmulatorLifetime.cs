// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Background;

/// <summary>The two stages of the emulator's shutdown.</summary>
internal sealed class EmulatorLifetime : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Gets the token that is cancelled when no more clients are accepted.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Gets the token that is cancelled when no more events are sent.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public Task CloseAsync() => _closing.CancelAsync();

    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose()
    {
        _closing.Dispose();
        _stopping.Dispose();
    }
}
