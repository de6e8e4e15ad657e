// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Calls the health endpoint of the emulator or of the service, which needs no credential.</summary>
internal sealed class EndpointHealthCheck(AzureWebPubSubResource resource) : IHealthCheck, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await resource.ConnectionStringExpression.GetValueAsync(cancellationToken) is not { } connectionString || FindEndpoint(connectionString) is not { } endpoint)
        {
            return HealthCheckResult.Unhealthy($"The connection string of '{resource.Name}' has no Endpoint. Use 'Endpoint=https://...;AccessKey=...;' or an https URL.");
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(endpoint, "api/health?api-version=2024-12-01"));
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{endpoint.Authority} answered {(int)response.StatusCode} to the health probe.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{endpoint.Authority} does not answer the health probe.", exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static Uri? FindEndpoint(string connectionString)
    {
        const string Key = "Endpoint=";
        string? part = connectionString.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith(Key, StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(part?[Key.Length..].TrimEnd('/') + "/", UriKind.Absolute, out Uri? endpoint) ? endpoint : null;
    }
}
