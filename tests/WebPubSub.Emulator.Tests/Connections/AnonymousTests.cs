// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Anonymous clients. See docs/protocols/client-protocols.md#16-anonymous-clients.</summary>
public sealed class AnonymousTests : EmulatorTest
{
    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, Hubs = { ["open"] = new() { AllowAnonymous = true } } };

    [Covers("anonymous client", Evidence.Specification, "https://learn.microsoft.com/azure/templates/microsoft.signalrservice/webpubsub/hubs (anonymousConnectPolicy)")]
    [Fact]
    public async Task ClientWithoutAToken_HasNoUserId_AndNoPermissions()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(Uri("open"), "json.webpubsub.azure.v1");

        (await socket.ReceiveJsonAsync()).GetProperty("userId").ValueKind.Should().Be(JsonValueKind.Null);
        await socket.SendTextAsync("""{"type":"joinGroup","group":"g","ackId":1}""");
        (await socket.ReceiveTextAsync()).Should().Contain("Forbidden");
    }

    [Fact]
    public async Task InvalidToken_IsUnauthorized() =>
        (await TestSocket.ConnectRejectedAsync(Uri("open", "?access_token=x"))).Should().Be(401);

    [Fact]
    public async Task OtherHubs_RequireAToken() => (await TestSocket.ConnectRejectedAsync(Uri("closed"))).Should().Be(401);

    private Uri Uri(string hub, string query = "") => new($"ws://{Emulator.Endpoint.Authority}/client/hubs/{hub}{query}");
}
