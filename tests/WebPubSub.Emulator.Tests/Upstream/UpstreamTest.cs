// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Base class of tests with an emulator and a scripted event handler.</summary>
public abstract class UpstreamTest : EmulatorTest
{
    protected StubServer Handler { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Handler = await StubServer.StartAsync();
        Handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Handler.DisposeAsync();
    }

    protected override WebPubSubEmulatorOptions CreateOptions() =>
        new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] }
            .AddEventHandler("chat", Handler.Address + "events/{hub}/{event}?code=secret");

    /// <summary>Returns the next event and skips webhook validations.</summary>
    protected async Task<WireRequest> NextEventAsync()
    {
        while (true)
        {
            WireRequest request = await Handler.NextRequestAsync();
            if (request.Method == "POST")
            {
                return request;
            }
        }
    }
}
