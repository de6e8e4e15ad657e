// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.TestUtilities;

/// <summary>A Kestrel server that records each request and sends scripted answers.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<WireRequest> _requests = Channel.CreateUnbounded<WireRequest>();

    private StubServer(WebApplication app, X509Certificate2? certificate)
    {
        _app = app;
        Certificate = certificate;
    }

    public Uri Address => new(_app.Urls.Single());

    public X509Certificate2? Certificate { get; }

    /// <summary>Gets the queue of answers. If it is empty, the server uses <see cref="Default"/>.</summary>
    public ConcurrentQueue<RequestDelegate> Answers { get; } = new();

    public RequestDelegate Default { get; set; } = http =>
    {
        http.Response.StatusCode = 200;
        return Task.CompletedTask;
    };

    public static async Task<StubServer> StartAsync(bool https = false, System.Net.IPEndPoint? address = null)
    {
        X509Certificate2? certificate = https ? CreateCertificate() : null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.Latin1; // other servers may send non-ASCII values
            kestrel.Listen(address ?? new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        WebApplication app = builder.Build();
        var server = new StubServer(app, certificate);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public static RequestDelegate Status(int status, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        async http =>
        {
            http.Response.StatusCode = status;
            foreach ((string name, string value) in headers)
            {
                http.Response.Headers[name] = StringValues.Concat(http.Response.Headers[name], new StringValues(value)); // adds an empty value, too
            }

            if (body is not null)
            {
                http.Response.ContentType = contentType;
                await http.Response.WriteAsync(body);
            }
        };

    public Task<WireRequest> NextRequestAsync() => _requests.Reader.ReadAsync().AsTask().WithTimeoutAsync("a request");

    public IReadOnlyList<WireRequest> TakeRequests()
    {
        var requests = new List<WireRequest>();
        while (_requests.Reader.TryRead(out WireRequest? request))
        {
            requests.Add(request);
        }

        return requests;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Certificate?.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        RequestDelegate answer = Answers.TryDequeue(out RequestDelegate? scripted) ? scripted : Default; // dequeued before a test can see the request
        _requests.Writer.TryWrite(new WireRequest(
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        await answer(http);
    }
}
