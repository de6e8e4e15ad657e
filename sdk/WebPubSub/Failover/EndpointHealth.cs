// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Diagnostics;

namespace WebPubSub.Failover;

/// <summary>What is known of an endpoint that others can stand in for: up until a probe says otherwise, and again when a later one does.</summary>
/// <remarks>REST API reference, section 7.1. Probes are not signed, so that a credential in trouble does not look like an endpoint in trouble.</remarks>
internal sealed class EndpointHealth(Uri endpoint, HttpPipeline probes, WebPubSubServiceClientOptions options)
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private Task<bool>? _probe;
    private State? _state;

    public bool IsDown => Volatile.Read(ref _state) is { IsUp: false };

    /// <summary>Gets whether what is known is too old to be relied on.</summary>
    public bool IsStale => Age >= options.HealthProbeInterval;

    /// <summary>Gets whether it is time to ask again in the background, so that nobody has to wait for a fresh answer.</summary>
    public bool IsDue => Age >= options.HealthProbeInterval / 2;

    /// <summary>Gets how long a request may take before it is worth asking whether the endpoint is still there.</summary>
    public TimeSpan Patience => options.HealthProbeTimeout;

    public TimeProvider Time => _time;

    private TimeSpan Age => Volatile.Read(ref _state) is { } state ? _time.GetElapsedTime(state.SeenAt) : TimeSpan.MaxValue;

    public void ReportUp() => Report(isUp: true, _time.GetTimestamp());

    /// <summary>Asks the endpoint, or joins whoever is asking already.</summary>
    public Task<bool> ProbeAsync()
    {
        lock (_gate)
        {
            return _probe is { IsCompleted: false } ? _probe : _probe = AskAsync();
        }
    }

    public bool Probe(CancellationToken cancellationToken)
    {
        long startedAt = _time.GetTimestamp();
        using HttpMessage message = CreateProbe();
        using var timeout = new CancellationTokenSource(options.HealthProbeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            probes.Send(message, either.Token);
            return Report(message.Response.Status < 500, startedAt);
        }
#pragma warning disable CA1031 // whatever kept the answer away, there is none
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Report(isUp: false, startedAt);
        }
    }

    private async Task<bool> AskAsync()
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

    /// <summary>Takes note of what was seen; a request that was answered since a probe began says more than its failure.</summary>
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
