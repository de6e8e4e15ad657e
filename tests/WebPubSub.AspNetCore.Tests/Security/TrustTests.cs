// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>Tests for the verification of events. See docs/protocols/event-handler.md#42-checks and #7-signature.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private HandlerApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await HandlerApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task SignedEvent_ReachesTheHub()
    {
        (await _app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.NoContent);

        _app.Calls.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("sha256=something", EventMessage.Signature)]
    [InlineData(EventMessage.Signature, "sha256=something")]
    public async Task TwoSignatureHeaders_AreBothChecked(string first, string second) =>
        (await _app.Http.SendAsync(EventMessage.Connect().With("ce-signature", first, second))).StatusCode.Should().Be(HttpStatusCode.NoContent);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("261f7f58ff9fb9bb8be7e4951a807fe6091e5c074885bf63b865eccd28728881")]
    public async Task ForgedEvent_IsRejected_AndTheHubIsNotCalled(string? signature)
    {
        HttpResponseMessage response = await _app.Http.SendAsync(
            EventMessage.User("message", "hi").With("ce-signature", signature is null ? [] : [signature]));

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        _app.Calls.Requests.Should().BeEmpty();
        _app.Logs.All.Should().Contain("No signature of the event matches").And.NotContain(HandlerApp.Key);
    }

    [Fact]
    public async Task SignatureOfAnotherConnection_IsRejected()
    {
        (await _app.Http.SendAsync(EventMessage.Connect().With("ce-connectionId", "conn-2"))).StatusCode
            .Should().Be(HttpStatusCode.Unauthorized);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task SignedEventOfAnUnknownOrigin_IsRejected()
    {
        (await _app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", "other.example.test"))).StatusCode
            .Should().Be(HttpStatusCode.Unauthorized);
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("ce-specversion")]
    [InlineData("ce-awpsversion")]
    [InlineData("ce-type")]
    [InlineData("ce-hub")]
    [InlineData("ce-connectionId")]
    [InlineData("ce-eventName")]
    [InlineData("WebHook-Request-Origin")]
    public async Task MissingHeader_IsABadRequest_NamedInTheLog(string header)
    {
        (await _app.Http.SendAsync(EventMessage.Connect().With(header))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        _app.Logs.All.Should().Contain($"header {header} is missing");
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task UnknownHub_IsNotFound_AndOneLogLineNamesTheKnownHubs()
    {
        (await _app.Http.SendAsync(EventMessage.Connect().With("ce-hub", "news"))).StatusCode.Should().Be(HttpStatusCode.NotFound);

        _app.Logs.Lines.Should().ContainSingle(line => line.Contains("'news'") && line.Contains("Known hubs: 'chat'"));
        _app.Calls.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task HubName_IsComparedIgnoringCase() =>
        (await _app.Http.SendAsync(EventMessage.Connect().With("ce-hub", "CHAT"))).StatusCode.Should().Be(HttpStatusCode.NoContent);

    [Fact]
    public async Task AdditionalKey_IsTrustedToo()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options =>
        {
            options.ServiceEndpoint = new WebPubSubServiceEndpoint("Endpoint=http://localhost:8080;AccessKey=the-new-primary-key");
            options.AdditionalAccessKeys.Add(HandlerApp.Key);
        });

        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task RotatedKey_TakesEffectAtOnce()
    {
        var credential = new Azure.AzureKeyCredential("the-old-key");
        await using HandlerApp app = await HandlerApp.StartAsync(
            options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(new Uri("http://localhost:8080"), credential));

        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        credential.Update(HandlerApp.Key);
        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("chat.contoso.test", HttpStatusCode.NoContent)]
    [InlineData("replica.example.test:443", HttpStatusCode.NoContent)]
    [InlineData("other.example.test, CHAT.contoso.test", HttpStatusCode.NoContent)]
    [InlineData("contoso.test", HttpStatusCode.Unauthorized)]
    public async Task AllowedEndpoint_IsAnAdditionalNameOfTheResource(string origin, HttpStatusCode status)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options =>
        {
            options.AllowedEndpoints.Add("https://chat.contoso.test:8443/path");
            options.AllowedEndpoints.Add("replica.example.test");
        });

        (await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", origin))).StatusCode.Should().Be(status);
        (await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", origin).With("ce-signature"))).StatusCode
            .Should().Be(HttpStatusCode.Unauthorized, "an allowed origin does not replace the signature");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://a.b")]
    [InlineData("a b")]
    public async Task InvalidAllowedEndpoint_FailsAtStart(string endpoint)
    {
        Func<Task> start = () => HandlerApp.StartAsync(options => options.AllowedEndpoints.Add(endpoint));

        await start.Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*WebPubSubOptions.AllowedEndpoints*");
    }

    [Theory]
    [InlineData("ce-signature: sha256=00", 401)]
    [InlineData("ce-hub: news", 400)]
    public async Task Rejection_DoesNotWaitForTheBody(string header, int status)
    {
        using var client = new RawHttpClient(_app.Http.BaseAddress!);
        string head = "POST /eventhandler HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-awpsversion: 1.0\r\nce-type: azure.webpubsub.user.message\r\n"
            + $"ce-connectionId: conn-1\r\nce-eventName: message\r\nWebHook-Request-Origin: localhost\r\n{header}\r\n"
            + (status == 401 ? "ce-hub: chat\r\n" : "ce-awpsversion: 2.0\r\nce-specversion: 2.0\r\n") + "Content-Length: 1000\r\n\r\n";

        int answered = await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(head), isCutOff: false).WithTimeoutAsync("the refusal");

        answered.Should().Be(status);
    }

    [Fact]
    public async Task DisabledVerification_AcceptsUnsignedEvents_AndLogsCritical()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options => options.DangerouslyAllowUnverifiedEvents = true);

        (await app.Http.SendAsync(EventMessage.Connect().With("ce-signature"))).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", "other.example.test"))).StatusCode
            .Should().Be(HttpStatusCode.Unauthorized);
        app.Logs.Lines.Should().ContainSingle(line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("NOT VERIFIED"));
    }

    [Theory]
    [InlineData("localhost", "failover-key", "http://localhost:8080/")]
    [InlineData("primary.example.test", "primary-key", "https://primary.example.test/")]
    [InlineData("primary.example.test", "failover-key", "401")] // the key of one endpoint must not sign for another endpoint
    [InlineData("localhost", "primary-key", "401")]
    [InlineData("primary.example.test, localhost", "failover-key", "http://localhost:8080/")]
    [InlineData("localhost", "additional-key", "none")]
    [InlineData("primary.example.test", "additional-key", "none")]
    [InlineData("chat.example.test", "primary-key", "https://primary.example.test/")] // an additional name of the resource
    [InlineData("chat.example.test", "failover-key", "http://localhost:8080/")]
    [InlineData("chat.example.test", "additional-key", "none")]
    [InlineData("chat.example.test", "other-key", "401")]
    [InlineData("other.example.test", "primary-key", "401")]
    public async Task KeyOfAnEndpoint_SignsForItsOwnHost(string origin, string key, string expected)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options =>
        {
            options.ServiceEndpoint = new WebPubSubServiceEndpoint("Endpoint=https://primary.example.test;AccessKey=primary-key");
            options.FailoverEndpoints.Add(new WebPubSubServiceEndpoint("Endpoint=http://localhost:8080;AccessKey=failover-key"));
            options.AdditionalAccessKeys.Add("additional-key");
            options.AllowedEndpoints.Add("chat.example.test");
            options.AllowedEndpoints.Add("https://primary.example.test"); // the host of an endpoint does not become an additional name
        });
        HttpRequestMessage request = EventMessage.Connect().With("WebHook-Request-Origin", origin).With("ce-signature", EventSignature.Create("conn-1", key));

        HttpStatusCode status = (await app.Http.SendAsync(request)).StatusCode;

        status.Should().Be(expected == "401" ? HttpStatusCode.Unauthorized : HttpStatusCode.NoContent);
        app.Calls.Requests.Select(seen => seen.ConnectionContext.VerifiedEndpoint?.AbsoluteUri ?? "none").Should().Equal(expected == "401" ? [] : [expected]);
    }

    [Fact]
    public async Task UnknownOrigin_IsLogged_WithTheTrustedHosts()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(options =>
            options.FailoverEndpoints.Add(new WebPubSubServiceEndpoint("Endpoint=https://second.example.test;AccessKey=failover-key")));

        await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", "other.example.test"));

        app.Logs.All.Should().Contain("origin 'other.example.test' is not allowed").And.Contain("'localhost, second.example.test'");
    }

    [Theory]
    [InlineData("Endpoint=http://localhost:8080;AccessKey=" + HandlerApp.Key, HttpStatusCode.NoContent)]
    [InlineData("Endpoint=http://localhost:8080;AccessKey=other", HttpStatusCode.Unauthorized)]
    public async Task HubOfAKeyedResource_TrustsThatResourceOnly(string connectionString, HttpStatusCode status)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<HubCalls>().AddScoped<RequestScoped>();
        builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={HandlerApp.Key}").AddHub<OtherHub>("other");
        builder.Services.AddKeyedWebPubSub("eu", connectionString).AddHub<RecordingHub>("chat");
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<RecordingHub>("/eventhandler");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        (await http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task EndpointWithoutAKey_FailsAtStart()
    {
        Func<Task> start = () => HandlerApp.StartAsync(options => options.ServiceEndpoint =
            new WebPubSubServiceEndpoint(new Uri("https://demo.webpubsub.azure.com"), DelegatedTokenCredential.Create((_, _) => default)));

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*cannot be verified*AdditionalAccessKeys*");
    }

    [Fact]
    public async Task FailoverEndpointWithoutAKey_FailsAtStart()
    {
        Func<Task> start = () => HandlerApp.StartAsync(options => options.FailoverEndpoints.Add(
            new WebPubSubServiceEndpoint(new Uri("https://demo.webpubsub.azure.com"), DelegatedTokenCredential.Create((_, _) => default))));

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*cannot be verified*");
    }

    [Fact]
    public async Task SignedEvent_WithAMalformedBody_IsABadRequest()
    {
        using var client = new RawHttpClient(_app.Http.BaseAddress!);
        string head = "POST /eventhandler HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-awpsversion: 1.0\r\nce-type: azure.webpubsub.user.message\r\n"
            + "ce-connectionId: conn-1\r\nce-hub: chat\r\nce-eventName: message\r\nWebHook-Request-Origin: localhost\r\n"
            + $"ce-signature: {EventMessage.Signature}\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n";

        (await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(head), isCutOff: false).WithTimeoutAsync("the refusal")).Should().Be(400);

        _app.Calls.Requests.Should().BeEmpty();
        _app.Logs.All.Should().Contain("its body could not be read");
    }

    [Fact]
    public void TwoHubsMappedWithOneName_Throw()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWebPubSub("Endpoint=http://localhost:8080;AccessKey=k").AddHub<RecordingHub>().AddHub<OtherHub>();
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<RecordingHub>("/first", "chat");

        app.MapWebPubSubHub<RecordingHub>("/again", "Chat");
        app.Invoking(a => a.MapWebPubSubHub<OtherHub>("/second", "CHAT"))
            .Should().Throw<InvalidOperationException>().WithMessage("RecordingHub already has the hub name 'CHAT'*");
    }

    private sealed class OtherHub : WebPubSubHub;
}
