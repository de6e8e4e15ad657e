// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.Protocol;

namespace WebPubSub.IntegrationTests;

// The snippets for tests in sdk/WebPubSub.Emulator/README.md.
internal static class EmulatorExamples
{
    public static async Task<WebPubSubEmulator> StartAsync()
    {
        // <start>
        var options = new WebPubSubEmulatorOptions { Port = 0 }; // any free one: many emulators can run in one process
        options.AddEventHandler("chat", (request, cancellationToken) => new ValueTask<WebPubSubEventResponse?>(
            request is UserEventRequest user ? user.CreateResponse($"you said {user.Data}") : null));
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        // </start>
        return emulator;
    }

    public static async Task InspectAsync(WebPubSubEmulator emulator, string connectionId)
    {
        // <inspect>
        EmulatorConnection ann = await emulator.Inspector.WaitForUserAsync("chat", "ann");
        await emulator.Inspector.WaitForGroupAsync("chat", "room", members: 2);
        await emulator.Inspector.WaitForPermissionAsync(connectionId, WebPubSubPermission.SendToGroup, "room");
        await emulator.Inspector.WaitForMessageAsync(message => message.Message is SendToGroupMessage { Group: "room" });
        await emulator.Inspector.WaitForRestCallAsync(call => call.Status == 202);

        EmulatorHandlerCall call = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say", timeout: TimeSpan.FromSeconds(5));
        call.IsFailure.Should().BeFalse(call.Reason);
        // </inspect>
        ann.ConnectionId.Should().Be(connectionId);
    }

    public static async Task FailAsync(WebPubSubEmulator emulator, WebPubSubServiceClient service, string connectionId)
    {
        // <faults>
        EmulatorFault throttled = emulator.Faults.FailRest(429, retryAfter: TimeSpan.FromSeconds(1)); // the next call
        await service.SendToAllAsync("repeated by the client");
        throttled.Hits.Should().Be(1);

        using EmulatorFault down = emulator.Faults.FailHandler(503, call => call.EventName == "say", times: int.MaxValue); // until disposed
        emulator.Faults.RejectRecovery();
        emulator.Faults.DropTransport(connectionId);
        // </faults>
    }
}
