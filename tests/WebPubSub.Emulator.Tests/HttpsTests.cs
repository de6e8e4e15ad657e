// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace WebPubSub.Emulator.Tests;

/// <summary>HTTPS with the development certificate, which eng/install-test-tools.sh creates.</summary>
public sealed class HttpsTests
{
    private X509Certificate? _seen;

    [Theory]
    [InlineData("localhost", 0)]
    [InlineData("127.0.0.1", 0)]
    public async Task ServiceClientAndClients_WorkOverHttps(string host, int port)
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Host = host, Port = port, UseHttps = true });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => Accept(certificate) };
        var service = new WebPubSubServiceClient(
            emulator.ConnectionString, "chat", new WebPubSubServiceClientOptions { Transport = new HttpClientTransport(handler) });

        Uri url = await service.GetClientAccessUriAsync(userId: "ada");
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => Accept(certificate);
        await socket.ConnectAsync(url, CancellationToken.None);

        emulator.Endpoint.Scheme.Should().Be("https");
        emulator.Endpoint.Host.Should().Be(host);
        url.AbsoluteUri.Should().StartWith($"wss://{host}:");
        (await service.UserExistsAsync("ada")).Value.Should().BeTrue();
        _seen!.Subject.Should().Be("CN=localhost");
        using var http = new HttpClient(handler, disposeHandler: false);
        (await http.GetAsync(emulator.Endpoint)).StatusCode.Should().Be(HttpStatusCode.OK, "the live page uses HTTPS, too");
    }

    private bool Accept(X509Certificate? certificate)
    {
        _seen = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return true;
    }
}
