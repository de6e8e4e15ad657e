// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Failed REST calls in the trace.
/// See docs/protocols/rest-api.md#3-names-and-escaping, #4-authentication, #6-common-rules, #7-operations, #8-errors and #9-sending-messages.
/// </summary>
public sealed class RestTraceTests : EmulatorTest
{
    private const string Hub = "/api/hubs/chat";

    [Covers("501 of unsupported operations", Evidence.Inferred)]
    [Theory]
    [InlineData("")]
    [InlineData("/connections/c")]
    [InlineData("/users/u")]
    [InlineData("/groups/g")]
    public async Task Invoke_IsNotSupported_AndIsTracedWithTheReason(string target)
    {
        using HttpResponseMessage response = await SendAsync("POST", Hub + target + "/:invoke", "{}", "application/json");

        response.StatusCode.Should().Be(HttpStatusCode.NotImplemented);
        (await Emulator.Inspector.WaitForRestCallAsync(call => call.Status == 501)).Reason.Should().Be("The emulator does not support invocations by the server (:invoke).");
    }

    [Fact]
    public async Task ReasonOfAHugeFilter_IsCutInTheTrace_AndNotInTheAnswer()
    {
        string filter = new('(', 100_000);

        using HttpResponseMessage response = await SendAsync("POST", Hub + "/:addToGroups", $$"""{"groups":["g"],"filter":"{{filter}}"}""", "application/json");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Should().Contain(filter);
        (await Emulator.Inspector.WaitForRestCallAsync(call => call.Status == 400)).Reason!.Length.Should().Be(1003);
    }
}
