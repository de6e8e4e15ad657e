// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>Tests for webhook validation. See docs/protocols/event-handler.md#3-webhook-validation.</summary>
public sealed class ValidationTests : IAsyncLifetime
{
    private HandlerApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await HandlerApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("OPTIONS", "/eventhandler", "localhost")]
    [InlineData("GET", "/eventhandler", "localhost")]
    [InlineData("OPTIONS", "/eventhandler/validate", "LOCALHOST")]
    [InlineData("OPTIONS", "/eventhandler/", "localhost:8080")]
    [InlineData("OPTIONS", "/eventhandler/chat/validate", "other.example.test, localhost")]
    [InlineData("OPTIONS", "/eventhandler", "127.0.0.1")]
    [InlineData("OPTIONS", "/eventhandler", "[::1]:8080")]
    public async Task KnownOrigin_IsAllowed(string method, string path, string origin)
    {
        HttpResponseMessage response = await SendAsync(method, path, origin);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.GetValues("WebHook-Allowed-Origin").Should().Equal("*");
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("GET")]
    public async Task UnknownOrigin_IsRejected_AndLogged(string method)
    {
        HttpResponseMessage response = await SendAsync(method, "/eventhandler", "evil.example.test");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        response.Headers.Contains("WebHook-Allowed-Origin").Should().BeFalse();
        _app.Logs.All.Should().Contain("evil.example.test").And.Contain("Allowed are 'localhost'");
    }

    [Theory]
    [InlineData("OPTIONS", null)]
    [InlineData("GET", null)]
    [InlineData("OPTIONS", "")]
    public async Task NoOrigin_IsABadRequest(string method, string? origin) =>
        (await SendAsync(method, "/eventhandler", origin)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? origin)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        }

        return await _app.Http.SendAsync(request);
    }
}
