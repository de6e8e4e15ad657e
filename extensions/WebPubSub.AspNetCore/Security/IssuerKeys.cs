// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WebPubSub.AspNetCore.Security;

/// <summary>The signing keys of a token issuer. All requests share one download, and none waits for it longer than 5 seconds.</summary>
/// <remarks>The configuration manager of Microsoft.IdentityModel caches and refreshes the keys. Alone, it downloads them once for each waiting request.</remarks>
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
        var http = new HttpClient { Timeout = Deadline * 2 }; // for each of the two documents; lives as long as the application
        Manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            _address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http) { RequireHttps = !new Uri(authority).IsLoopback });
    }

    /// <summary>Gets the manager that validates with the keys.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Manager { get; }

    /// <summary>Waits for the first download. Returns why there are no keys; <see langword="null"/> when there are.</summary>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async ValueTask<string?> FindFaultAsync(CancellationToken aborted)
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
            return $"the keys of its token's issuer did not come within {Deadline.TotalSeconds} s from {_address}";
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !aborted.IsCancellationRequested)
        {
            return $"the keys of its token's issuer could not be downloaded from {_address} ({exception.GetBaseException().Message})";
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
        await Task.Yield(); // out of the lock
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
