// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>A Redis with TLS, with a certificate that no machine trusts, and with a user who has a password.</summary>
public sealed class SecureRedis : IAsyncLifetime
{
    public const string User = "app";
    public const string Password = "p4ssw0rd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("certificate");
    private RedisServer _server = null!;

    /// <summary>Gets the file of the certificate.</summary>
    public string Certificate => Path.Combine(_folder.FullName, "certificate.pem");

    public int Port { get; } = FreePort.Find();

    public async ValueTask InitializeAsync()
    {
        string key = Path.Combine(_folder.FullName, "key.pem");
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
        _server = new RedisServer(
            "--port", "0", "--tls-port", Port.ToString(CultureInfo.InvariantCulture), "--tls-cert-file", Certificate, "--tls-key-file", key, "--tls-ca-cert-file", Certificate,
            "--tls-auth-clients", "no",
            "--user", User, "on", $">{Password}", "~*", "&*", "+@all",
            "--user", "limited", "on", $">{Password}", "~*", "&*", "+@all", "-eval", "-evalsha",
            "--user", "default", "off");
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
