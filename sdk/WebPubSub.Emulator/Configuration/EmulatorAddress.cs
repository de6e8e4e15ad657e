// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>The addresses of the emulator and of the application that hosts it.</summary>
internal sealed class EmulatorAddress(Uri endpoint, Uri advertised)
{
    private volatile Uri? _application;

    /// <summary>Gets the address on which the emulator listens.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Gets the address at which clients and servers reach the emulator. It differs from <see cref="Endpoint"/> behind a port mapping.</summary>
    public Uri Advertised { get; } = advertised;

    /// <summary>
    /// Gets or sets the address of the application that hosts the emulator; <see langword="null"/> until it listens. Event handlers whose URL template is a path
    /// use it.
    /// </summary>
    public Uri? Application
    {
        get => _application;
        set => _application = value;
    }
}
