// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Security.Claims;
using System.Text.Json;
using WebPubSub.Emulator;
using WebPubSub.FunctionHost;
using WebPubSub.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The functions of the sample Functions, with the services of its program, over real HTTP requests.</summary>
public sealed class FunctionsTests : IAsyncLifetime
{
    private const string EventPath = "/api/eventhandler";

    private WebPubSubEmulator _emulator = null!;
    private FunctionAppHost _functions = null!;
    private HttpClient _http = null!;
    private WebPubSubEventSender _sender = null!;

    public async ValueTask InitializeAsync()
    {
        int port = FreePort.Find(); // the functions need the address of the emulator, and the emulator needs the address of the functions
        _functions = await FunctionAppHost.StartAsync(
            typeof(Functions.ChatHub).Assembly, $"--ConnectionStrings:WebPubSub=Endpoint=http://localhost:{port};AccessKey={TestToken.Key};Version=1.0;");
        _emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = port }.AddEventHandler("ChatHub", new Uri(_functions.Address, EventPath).AbsoluteUri));
        _http = new HttpClient { BaseAddress = _functions.Address };
        _sender = new WebPubSubEventSender(_http, _emulator.ConnectionString, "ChatHub", EventPath);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
        await _functions.DisposeAsync();
    }

    [Fact]
    public async Task Message_OfAClient_ReachesAllClientsThroughTheHub()
    {
        using TestSocket ann = await TestSocket.ConnectAsync(TestToken.ClientUri(_emulator.Endpoint, "ChatHub", userId: "ann"));
        using TestSocket ben = await TestSocket.ConnectAsync(TestToken.ClientUri(_emulator.Endpoint, "ChatHub", userId: "ben"));

        await ann.SendTextAsync("Hello");

        (await ben.ReceiveTextAsync()).Should().Be("ann: Hello");
        (await ann.ReceiveTextAsync()).Should().Be("ann: Hello");
    }

    [Fact]
    public async Task Negotiate_WithAUser_ConnectsThatUser()
    {
        _functions.User = SignedIn(new Claim(ClaimTypes.NameIdentifier, "ann"));

        using HttpResponseMessage response = await _http.PostAsync("/api/negotiate?userId=eve", new StringContent("""{"userId":"eve"}"""));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        answer.EnumerateObject().Select(property => property.Name).Should().Equal("url", "expiresOn");
        answer.GetProperty("expiresOn").GetDateTimeOffset().Should().BeAfter(DateTimeOffset.UtcNow);
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!));
        await client.SendTextAsync("Hello");
        (await client.ReceiveTextAsync()).Should().Be("ann: Hello");
    }

    public static TheoryData<ClaimsIdentity?> CallersWithoutUser =>
    [
        (ClaimsIdentity?)null,
        new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "ann")]), // without an authentication type, the identity is not authenticated
        SignedIn(new Claim("http://schemas.microsoft.com/2017/07/functions/claims/authlevel", "Function")), // a function key
        SignedIn(new Claim(ClaimTypes.NameIdentifier, "")),
    ];

    [Theory]
    [MemberData(nameof(CallersWithoutUser), DisableDiscoveryEnumeration = true)]
    public async Task Negotiate_WithoutAUser_Answers401(ClaimsIdentity? caller)
    {
        _functions.User = caller;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/negotiate?userId=eve") { Content = new StringContent("""{"userId":"eve"}""") };
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "eve");

        using HttpResponseMessage response = await _http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Validation_OfAKnownHost_IsAllowed()
    {
        (await _sender.ValidateAsync()).Should().BeTrue();

        using HttpResponseMessage get = await ValidateAsync(HttpMethod.Get, "localhost");
        get.StatusCode.Should().Be(HttpStatusCode.OK);
        get.Headers.GetValues("WebHook-Allowed-Origin").Should().Equal("*");
    }

    [Fact]
    public async Task Validation_OfAnotherHost_Answers403()
    {
        using HttpResponseMessage response = await ValidateAsync(HttpMethod.Options, "evil.example.test");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        response.Headers.Contains("WebHook-Allowed-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task Events_OfOneConnection_KeepItsState()
    {
        TestConnection ann = _sender.CreateConnection("ann");

        (await ann.ConnectAsync()).IsSuccess.Should().BeTrue();
        (await ann.SendEventAsync("echo", "hello")).Body.ToString().Should().Be("hello");
        (await ann.SendEventAsync("count", "")).Body.ToString().Should().Be("1");
        (await ann.SendEventAsync("count", "")).Body.ToString().Should().Be("2");
    }

    [Theory]
    [InlineData("ce-signature", "sha256=0000000000000000000000000000000000000000000000000000000000000000", HttpStatusCode.Unauthorized)]
    [InlineData("ce-signature", null, HttpStatusCode.Unauthorized)]
    [InlineData("ce-connectionId", "other", HttpStatusCode.Unauthorized)]
    [InlineData("WebHook-Request-Origin", "evil.example.test", HttpStatusCode.Unauthorized)]
    [InlineData("ce-hub", "other", HttpStatusCode.NotFound)]
    [InlineData("ce-specversion", null, HttpStatusCode.BadRequest)]
    [InlineData("ce-type", "azure.webpubsub.gp.joined", HttpStatusCode.BadRequest)] // the body is not the JSON of a group event
    [InlineData("ce-type", "azure.webpubsub.new.kind", HttpStatusCode.NoContent)]
    public async Task Event_WithAnotherHeader_IsAnsweredWithItsStatus(string header, string? value, HttpStatusCode expected)
    {
        using HttpRequestMessage request = _sender.CreateConnection("ann").CreateRequest("echo", BinaryData.FromString("[]"), WebPubSubDataType.Text);
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);

        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Event_WithALargerBody_Answers413()
    {
        using HttpRequestMessage request =
            _sender.CreateConnection("ann").CreateRequest("echo", BinaryData.FromBytes(new byte[(1024 * 1024) + 1]), WebPubSubDataType.Binary);

        using HttpResponseMessage response = await _http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task UserEvent_WhoseHubMethodFails_Answers400()
    {
        await _emulator.DisposeAsync(); // the hub cannot send

        TestEventResult result = await _sender.CreateConnection("ann").SendEventAsync("message", "Hello");

        result.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        result.Body.ToString().Should().NotContain("Exception");
    }

    private static ClaimsIdentity SignedIn(params Claim[] claims) => new(claims, authenticationType: "aad");

    private async Task<HttpResponseMessage> ValidateAsync(HttpMethod method, string origin)
    {
        using var request = new HttpRequestMessage(method, EventPath);
        request.Headers.Add("WebHook-Request-Origin", origin);
        return await _http.SendAsync(request);
    }
}
