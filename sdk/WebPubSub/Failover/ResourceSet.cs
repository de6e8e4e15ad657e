// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using WebPubSub.Operations;

namespace WebPubSub.Failover;

/// <summary>The resources of a client, usually one. Client access is for the first resource that is up. Other requests go to all resources that are up.</summary>
internal sealed class ResourceSet(IReadOnlyList<ServiceResource> resources, string hub)
{
    /// <summary>Gets the resources in order of preference.</summary>
    public IReadOnlyList<ServiceResource> All => resources;

    /// <summary>Gets the preferred resource.</summary>
    public ServiceResource Primary => resources[0];

    /// <summary>Sends a request to every resource that is up, or only to the given resource.</summary>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    public async Task<Response> SendAsync(OperationRequest request, RequestContext? context, ServiceResource? only = null)
    {
        OperationTelemetry.Operation telemetry = OperationTelemetry.Start(request, hub, Primary.Endpoint);
        try
        {
            Response response = resources.Count == 1 || only is not null
                ? await (only ?? Primary).SendAsync(request, context).ConfigureAwait(false)
                : await SendToUsableAsync(request, context).ConfigureAwait(false);
            return Accept(response, context, telemetry);
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    public Response Send(OperationRequest request, RequestContext? context, ServiceResource? only = null)
    {
        OperationTelemetry.Operation telemetry = OperationTelemetry.Start(request, hub, Primary.Endpoint);
        try
        {
            Response response = resources.Count == 1 || only is not null
                ? (only ?? Primary).Send(request, context)
                : SendToUsable(request, context);
            return Accept(response, context, telemetry);
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    /// <summary>Checks whether a target exists. Status 404 means that it does not exist.</summary>
    public async Task<Response<bool>> CheckAsync(OperationRequest request, RequestContext? context) =>
        ToBoolean(await SendAsync(request, context).ConfigureAwait(false));

    /// <inheritdoc cref="CheckAsync"/>
    public Response<bool> Check(OperationRequest request, RequestContext? context) => ToBoolean(Send(request, context));

    /// <summary>Returns the first resource that is up, or the preferred resource if all are down.</summary>
    public async ValueTask<ServiceResource> GetActiveAsync(CancellationToken cancellationToken)
    {
        if (resources.Count > 1)
        {
            foreach (ServiceResource resource in resources)
            {
                EndpointHealth health = resource.Health!;
                if (health.IsStale ? await health.ProbeAsync().WaitAsync(cancellationToken).ConfigureAwait(false) : !health.IsDown)
                {
                    return resource;
                }
            }
        }

        return Primary;
    }

    /// <inheritdoc cref="GetActiveAsync"/>
    public ServiceResource GetActive(CancellationToken cancellationToken)
    {
        if (resources.Count > 1)
        {
            foreach (ServiceResource resource in resources)
            {
                EndpointHealth health = resource.Health!;
                if (health.IsStale ? health.Probe(cancellationToken) : !health.IsDown)
                {
                    return resource;
                }
            }
        }

        return Primary;
    }

    /// <summary>Probes each resource that is down and whose last result is stale. Starts background probes that are due.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (ServiceResource resource in resources)
        {
            if (resource.Health is { IsDown: true, IsStale: true } health)
            {
                await health.ProbeAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        ProbeInBackground();
    }

    /// <inheritdoc cref="RefreshAsync"/>
    public void Refresh(CancellationToken cancellationToken)
    {
        foreach (ServiceResource resource in resources)
        {
            if (resource.Health is { IsDown: true, IsStale: true } health)
            {
                health.Probe(cancellationToken);
            }
        }

        ProbeInBackground();
    }

    private async Task<Response> SendToUsableAsync(OperationRequest request, RequestContext? context)
    {
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        OperationRequest buffered = request.Buffer();
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        Outcome[] outcomes = await Task.WhenAll(GetUsable().Select(resource => TrySendAsync(resource, buffered, context))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes, request.HasOneTarget);
    }

    private Response SendToUsable(OperationRequest request, RequestContext? context)
    {
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        OperationRequest buffered = request.Buffer();
        Refresh(cancellationToken);
        Outcome[] outcomes = [.. GetUsable().Select(resource => TrySend(resource, buffered, context))];
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes, request.HasOneTarget);
    }

    private void ProbeInBackground()
    {
        foreach (ServiceResource resource in resources)
        {
            if (resource.Health is { IsDown: true, IsDue: true } health)
            {
                _ = health.ProbeAsync(); // EndpointHealth keeps the task; requests do not wait for the probe
            }
        }
    }

    private IReadOnlyList<ServiceResource> GetUsable()
    {
        ServiceResource[] usable = [.. resources.Where(resource => resource.Health is not { IsDown: true })];
        return usable.Length > 0 ? usable : resources;
    }

    private static async Task<Outcome> TrySendAsync(ServiceResource resource, OperationRequest request, RequestContext? context)
    {
        try
        {
            return new Outcome(resource, await resource.SendAsync(request, context).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Outcome.Choose throws it when the caller must see it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    private static Outcome TrySend(ServiceResource resource, OperationRequest request, RequestContext? context)
    {
        try
        {
            return new Outcome(resource, resource.Send(request, context), null);
        }
#pragma warning disable CA1031 // as above
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    private static Response Accept(Response response, RequestContext? context, OperationTelemetry.Operation telemetry)
    {
        if (!response.IsError)
        {
            telemetry.Succeed();
            return response;
        }

        if (context?.ErrorOptions != ErrorOptions.NoThrow)
        {
            throw new RequestFailedException(response);
        }

        telemetry.Fail(response.Status);
        return response;
    }

    private static Response<bool> ToBoolean(Response response) => Response.FromValue(response.Status is >= 200 and < 300, response);
}
