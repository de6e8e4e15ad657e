// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>Where the emulator listens, and the application around it.</summary>
internal sealed class EmulatorAddress(Uri endpoint)
{
    private volatile Uri? _application;

    /// <summary>Gets where the emulator listens.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Gets or sets the address of the application around the emulator, for event handlers that are given as a path; <see langword="null"/> until it listens.</summary>
    public Uri? Application
    {
        get => _application;
        set => _application = value;
    }
}
