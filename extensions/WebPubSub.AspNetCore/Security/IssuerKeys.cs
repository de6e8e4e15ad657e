// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WebPubSub.AspNetCore.Security;

/// <summary>The signing keys of a token issuer. All requests share one download, and each request waits for it for at most 5 seconds.</summary>
/// <remarks>
/// The configuration manager of Microsoft.IdentityModel caches and refreshes the keys. Without this class, it downloads the keys once for each waiting request.
/// </remarks>
internal sealed class IssuerKeys
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _address;
    private readonly TimeProvider _time;
    private Task _download = Task.CompletedTask;
    private long _startedAt;
    private long? _failedAt;
    private volatile bool _hasKeys;

    public IssuerKeys(string authority, TimeProvider time)
    {
        _address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        _time = time;
        var http = new HttpClient { Timeout = Deadline * 2 }; // the timeout applies to each of the two documents; the client lives as long as the application
        Manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            _address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http) { RequireHttps = !new Uri(authority).IsLoopback });
    }

    /// <summary>Gets the configuration manager that provides the keys for the token validation.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Manager { get; }

    /// <summary>Waits for the first download. Returns the reason why no keys are available, or <see langword="null"/> if they are available.</summary>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async ValueTask<string?> EnsureKeysAsync(CancellationToken aborted)
    {
        if (_hasKeys)
        {
            return null;
        }

        try
        {
            await GetDownload().WaitAsync(Deadline, _time, aborted);
            return null;
        }
        catch (TimeoutException)
        {
            return $"The download of the issuer's signing keys from {_address} took longer than {Deadline.TotalSeconds} s.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !aborted.IsCancellationRequested)
        {
            return $"The issuer's signing keys could not be downloaded from {_address}: {exception.GetBaseException().Message}";
        }
    }

    private Task GetDownload()
    {
        lock (_gate)
        {
            bool mayStart = _download.IsCompleted && !_hasKeys && (_failedAt is not { } failedAt || _time.GetElapsedTime(failedAt) >= RetryAfter);
            if (mayStart)
            {
                _startedAt = _time.GetTimestamp();
                _download = DownloadAsync();
            }

            // If the download has lasted longer than the deadline, later events do not wait for it.
            return _download.IsCompleted || _time.GetElapsedTime(_startedAt) < Deadline ? _download : Task.FromException(new TimeoutException());
        }
    }

    private async Task DownloadAsync()
    {
        await Task.Yield(); // the download must not run inside the lock
        try
        {
            await Manager.GetConfigurationAsync(CancellationToken.None);
            _hasKeys = true;
        }
        catch
        {
            lock (_gate)
            {
                _failedAt = _time.GetTimestamp();
            }

            throw;
        }
    }
}
