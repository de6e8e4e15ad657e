// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Diagnostics;

namespace WebPubSub.Failover;

/// <summary>The health of one of several endpoints. It is up until a probe fails, and again after a later answer without a 5xx status.</summary>
/// <remarks>Probes are not signed, so an invalid credential does not look like an endpoint that is down.</remarks>
internal sealed class EndpointHealth(Uri endpoint, HttpPipeline probes, WebPubSubServiceClientOptions options)
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private Task<bool>? _probe;
    private State? _state;

    public bool IsDown => Volatile.Read(ref _state) is { IsUp: false };

    /// <summary>Gets whether the last result is too old to use.</summary>
    public bool IsStale => Age >= options.HealthProbeInterval;

    /// <summary>Gets whether to start a probe in the background, so that no request has to wait for a probe.</summary>
    public bool IsDue => Age >= options.HealthProbeInterval / 2;

    /// <summary>Gets how long a request may take before the endpoint is probed.</summary>
    public TimeSpan ProbeDelay => options.HealthProbeTimeout;

    public TimeProvider Time => _time;

    private TimeSpan Age => Volatile.Read(ref _state) is { } state ? _time.GetElapsedTime(state.SeenAt) : TimeSpan.MaxValue;

    public void ReportUp() => Report(isUp: true, _time.GetTimestamp());

    /// <summary>Probes the endpoint, or returns the probe in progress.</summary>
    public Task<bool> ProbeAsync()
    {
        lock (_gate)
        {
            return _probe is { IsCompleted: false } ? _probe : _probe = SendProbeAsync();
        }
    }

    public bool Probe(CancellationToken cancellationToken)
    {
        long startedAt = _time.GetTimestamp();
        using HttpMessage message = CreateProbe();
        using var timeout = new CancellationTokenSource(options.HealthProbeTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            probes.Send(message, linked.Token);
            return Report(message.Response.Status < 500, startedAt);
        }
#pragma warning disable CA1031 // any failure means that the endpoint is down
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Report(isUp: false, startedAt);
        }
    }

    private async Task<bool> SendProbeAsync()
    {
        long startedAt = _time.GetTimestamp();
        using HttpMessage message = CreateProbe();
        using var timeout = new CancellationTokenSource(options.HealthProbeTimeout, _time);
        try
        {
            await probes.SendAsync(message, timeout.Token).ConfigureAwait(false);
            return Report(message.Response.Status < 500, startedAt);
        }
#pragma warning disable CA1031 // as above
        catch (Exception)
#pragma warning restore CA1031
        {
            return Report(isUp: false, startedAt);
        }
    }

    private HttpMessage CreateProbe()
    {
        HttpMessage message = probes.CreateMessage();
        message.Request.Method = RequestMethod.Head;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath("api/health", escape: false);
        message.Request.Uri.AppendQuery("api-version", options.ApiVersion, escapeValue: false);
        return message;
    }

    /// <summary>Stores a result. A failed probe does not count if the endpoint responded after the probe started.</summary>
    private bool Report(bool isUp, long startedAt)
    {
        lock (_gate)
        {
            State? before = _state;
            if (!isUp && before is { IsUp: true } && before.SeenAt > startedAt)
            {
                return true;
            }

            Volatile.Write(ref _state, new State(isUp, _time.GetTimestamp()));
            if (!isUp && before is not { IsUp: false })
            {
                ServiceClientEventSource.Log.EndpointDown(endpoint.Authority, options.HealthProbeInterval.TotalSeconds);
            }
            else if (isUp && before is { IsUp: false })
            {
                ServiceClientEventSource.Log.EndpointUp(endpoint.Authority);
            }

            return isUp;
        }
    }

    private sealed record State(bool IsUp, long SeenAt);
}
