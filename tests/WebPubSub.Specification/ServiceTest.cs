// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Headers;
using System.Text;
using WebPubSub.TestUtilities;

namespace WebPubSub.Specification;

/// <summary>Base class of tests that use the public interfaces of a service: its WebSockets and its REST API, with the hub <c>chat</c>.</summary>
public abstract class ServiceTest : IAsyncLifetime
{
    private HttpClient? _http;

    public TestService Service { get; private set; } = null!;

    protected static string[] AllRoles { get; } = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];

    public virtual async ValueTask InitializeAsync()
    {
        Service = CreateService();
        await Service.StartAsync();
        _http = new HttpClient { BaseAddress = Service.Endpoint };
    }

    public virtual async ValueTask DisposeAsync()
    {
        _http?.Dispose(); // null if no service is configured
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract TestService CreateService();

    protected Uri ClientUri(string? userId = null, string[]? roles = null, string[]? groups = null, string query = "") =>
        TestToken.ClientUri(Service.Endpoint, "chat", userId, roles, groups, query, Service.AccessKey);

    protected async Task<TestSocket> ConnectJsonAsync(string? userId = null, string[]? roles = null, string[]? groups = null) =>
        (await TestSocket.ConnectJsonAsync(ClientUri(userId, roles ?? AllRoles, groups))).Socket;

    /// <summary>Recovers a connection that lost its transport.</summary>
    protected Task<TestSocket> RecoverAsync(string id, string token, string hub = "chat", string query = "") => TestSocket.ConnectAsync(
        new Uri($"{Service.SocketOrigin}/client/hubs/{hub}?{query}awps_connection_id={id}&awps_reconnection_token={Uri.EscapeDataString(token)}"),
        "json.reliable.webpubsub.azure.v1");

    /// <summary>Checks with a HEAD request whether a connection, a user or a group exists.</summary>
    protected async Task<bool> ExistsAsync(string what) =>
        (await SendAsync("HEAD", $"/api/hubs/chat/{what}", (HttpContent?)null)).IsSuccessStatusCode;

    /// <summary>Creates a token that is signed with the service's key or with the given key.</summary>
    protected string CreateToken(string audience, TimeSpan? expiresAfter = null, string? key = null) =>
        TestToken.Create(audience, expiresAfter: expiresAfter, key: key ?? Service.AccessKey);

    /// <summary>Sends a REST call with a token for its URL.</summary>
    protected Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string contentType = "text/plain") =>
        SendAsync(method, path, body is null ? null : Content(Encoding.UTF8.GetBytes(body), contentType));

    protected Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", CreateToken(new Uri(Service.Endpoint, path).AbsoluteUri));
        change?.Invoke(request);
        return _http!.SendAsync(request);
    }

    protected static ByteArrayContent Content(byte[] bytes, string? contentType)
    {
        var content = new ByteArrayContent(bytes);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
