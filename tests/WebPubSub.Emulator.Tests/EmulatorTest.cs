// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Headers;
using System.Text;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>An emulator of its own for each test, on a free port.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private HttpClient _http = null!;

    protected static string[] AllRoles { get; } = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];

    protected WebPubSubEmulator Emulator { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Emulator = await WebPubSubEmulator.StartAsync(CreateOptions());
        _http = new HttpClient { BaseAddress = Emulator.Endpoint };
    }

    public virtual async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }

    protected virtual WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0 };

    protected Uri ClientUri(string? userId = null, string[]? roles = null, string[]? groups = null, string query = "") =>
        TestToken.ClientUri(Emulator.Endpoint, "chat", userId, roles, groups, query);

    protected async Task<TestSocket> ConnectJsonAsync(string? userId = null, string[]? roles = null, string[]? groups = null) =>
        (await TestSocket.ConnectJsonAsync(ClientUri(userId, roles ?? AllRoles, groups))).Socket;

    /// <summary>A REST call with a token for its URL.</summary>
    protected Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string contentType = "text/plain") =>
        SendAsync(method, path, body is null ? null : Content(Encoding.UTF8.GetBytes(body), contentType));

    protected Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", TestToken.Create(new Uri(Emulator.Endpoint, path).AbsoluteUri));
        change?.Invoke(request);
        return _http.SendAsync(request);
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
