// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Several handlers, two keys, tokens, cookies and metadata of answers.
/// See docs/protocols/event-handler.md#2-hub-settings, #7-signature, #8-entra-id-tokens, #10-message-metadata and #11-cookies.
/// </summary>
public sealed class HandlerSettingsTests : UpstreamTest
{
    private const string SecondKey = "second-key-of-the-emulator-0123456789abcdef";

    protected override WebPubSubEmulatorOptions CreateOptions() => new()
    {
        Port = 0,
        SecondaryAccessKey = SecondKey,
        EventRetryDelays = [],
        Hubs =
        {
            ["chat"] = new()
            {
                EventHandlers =
                {
                    new() { UrlTemplate = $"{Handler.Address}first", EventPattern = "order.*", SystemEvents = { "CONNECT" } },
                    new() { UrlTemplate = $"{Handler.Address}second/{{event}}", EventPattern = "*", SystemEvents = { "connect", "connected" }, ManagedIdentityResource = "api://handler" },
                },
            },
        },
    };

    [Fact]
    public async Task Event_GoesToTheFirstMatchingHandler()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":1}""");
        await socket.SendTextAsync("""{"type":"event","event":"other","data":1,"ackId":2}""");
        await socket.ReceiveTextAsync();
        await socket.ReceiveTextAsync();

        string[] targets = [(await NextEventAsync()).Target, (await NextEventAsync()).Target, (await NextEventAsync()).Target, (await NextEventAsync()).Target];
        targets.Order().Should().Equal("/first", "/first", "/second/connected", "/second/other");
    }

    [Covers("signature", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events")]
    [Fact]
    public async Task BothKeys_SignEvents_AndAreAccepted()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        WireRequest connect = await NextEventAsync();
        string id = connect.Header("ce-connectionId")!;

        connect.Header("ce-signature").Should().Be($"{EventSignature.Create(id, TestToken.Key)},{EventSignature.Create(id, SecondKey)}");
        string token = TestToken.Create($"{Emulator.Endpoint}client/hubs/chat", key: SecondKey);
        using TestSocket second = await TestSocket.ConnectAsync(new Uri($"ws://{Emulator.Endpoint.Authority}/client/hubs/chat?access_token={token}"));
        await new WebPubSubServiceClient(Emulator.ConnectionString.Replace(TestToken.Key, SecondKey, StringComparison.Ordinal), "chat")
            .SendToAllAsync("m", Azure.Core.ContentType.TextPlain);
        (await socket.ReceiveTextAsync()).Should().Contain("\"m\"");
    }

    [Covers("token of a managed identity", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/howto-use-managed-identity")]
    [Fact]
    public async Task HandlerWithAResource_GetsATokenForIt_AndItsValidationDoesNot()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        List<WireRequest> requests = [await Handler.NextRequestAsync(), await Handler.NextRequestAsync(), await Handler.NextRequestAsync(), await Handler.NextRequestAsync()];

        requests.Where(request => request.Header("Authorization") is not null).Should().ContainSingle()
            .Which.Target.Should().Be("/second/connected", "the first handler has no resource, and validations carry no token");
        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(
            requests.Single(request => request.Header("Authorization") is not null).Header("Authorization")!["Bearer ".Length..]);
        token.Audiences.Should().Equal("api://handler");
        token.Issuer.Should().Be(Emulator.IdentityAuthority.AbsoluteUri);
        token.GetClaim("appid").Value.Should().Be(WebPubSubEmulator.IdentityClientId);
    }

    [Fact]
    public async Task NonAsciiCookie_IsDropped()
    {
        Handler.Default = StubServer.Status(200, headers: [("WebHook-Allowed-Origin", "*"), ("Set-Cookie", "a=\u00e9"), ("Set-Cookie", "b=1")]);
        using TestSocket socket = await ConnectJsonAsync();

        (await NextEventAsync()).Header("Cookie").Should().BeNull();
        (await NextEventAsync()).Header("Cookie").Should().Be("b=1");
    }

    [Fact]
    public async Task Cookies_AreSentOnTheSameConnectionOnly()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(200, headers: ("Set-Cookie", "affinity=a1; Path=/first")));
        Handler.Answers.Enqueue(Allow());
        using TestSocket ann = await ConnectJsonAsync("ann");
        (await NextEventAsync()).Header("Cookie").Should().BeNull();
        (await NextEventAsync()).Header("Cookie").Should().BeNull("the path of the cookie does not match");
        using TestSocket bob = await ConnectJsonAsync("bob");
        (await NextEventAsync()).Header("Cookie").Should().BeNull("each connection has its own cookies");
        (await NextEventAsync()).Header("Cookie").Should().BeNull();

        await ann.SendTextAsync("""{"type":"event","event":"order.created","data":1}""");

        (await NextEventAsync()).Header("Cookie").Should().Be("affinity=a1");
    }

    [Fact]
    public async Task CookiesOfAFailure_AndInvalidOnes_AreLeftOut()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await NextEventAsync();
        await NextEventAsync();
        Handler.Answers.Enqueue(StubServer.Status(400, headers: ("Set-Cookie", "a=1")));
        Handler.Answers.Enqueue(StubServer.Status(204, headers: ("Set-Cookie", "=;Domain=other.example.test")));

        foreach (int ackId in (int[])[1, 2, 3])
        {
            await socket.SendTextAsync($$"""{"type":"event","event":"order.created","data":1,"ackId":{{ackId}}}""");
            await socket.ReceiveTextAsync();
        }

        await NextEventAsync();
        await NextEventAsync();
        (await NextEventAsync()).Header("Cookie").Should().BeNull();
    }

    [Theory]
    [InlineData("reply", "text/plain", "\"dataType\":\"text\",\"data\":\"reply\"")]
    [InlineData(null, "", "\"dataType\":\"text\",\"data\":\"\"")]
    public async Task MetadataOfAnAnswer_ReachesTheClient(string? body, string contentType, string data)
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await NextEventAsync();
        await NextEventAsync();
        Handler.Answers.Enqueue(StubServer.Status(
            200, body, contentType, ("X-WebPubSub-Metadata-Trace", "a, b"), ("X-WebPubSub-Metadata-Other", "c"), ("X-WebPubSub-Metadata-", "left out")));

        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":1}""");

        (await socket.ReceiveTextAsync()).Should().StartWith($$"""{"type":"message","from":"server",{{data}},"metadata":{""")
            .And.Contain("\"trace\":\"b\"").And.Contain("\"other\":\"c\"").And.NotContain("left out");
    }

    [Fact]
    public async Task MetadataOverTheLimit_FailsTheEvent()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await NextEventAsync();
        await NextEventAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, headers: ("X-WebPubSub-Metadata-Trace", new string('x', 1025))));

        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":1}""");

        (await socket.ReceiveTextAsync()).Should().Contain("InternalServerError");
    }

    [Fact]
    public async Task ProtobufAnswer_MustBeAnAny()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await NextEventAsync();
        await NextEventAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, "\n\u0001t", "application/x-protobuf"));
        Handler.Answers.Enqueue(StubServer.Status(200, "\u00ff", "application/x-protobuf"));

        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":1}""");
        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":2}""");

        (await socket.ReceiveTextAsync()).Should().Contain("\"dataType\":\"protobuf\",\"data\":\"CgF0\"");
        (await socket.ReceiveTextAsync()).Should().Contain("\"ackId\":1,\"success\":true");
        (await socket.ReceiveTextAsync()).Should().Contain("\"ackId\":2,\"success\":false");
    }

    private static Microsoft.AspNetCore.Http.RequestDelegate Allow() => StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
}
