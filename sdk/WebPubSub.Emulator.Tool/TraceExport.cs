// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace WebPubSub.Emulator.Tool;

/// <summary>The export of the emulator's activities over OTLP.</summary>
internal static class TraceExport
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpointVariable = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string NameVariable = "OTEL_SERVICE_NAME";

    /// <summary>Exports to the URL or, without it, to the endpoint of the environment. Without both, exports nothing.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration, string? url)
    {
        Uri? endpoint = url is null ? null : Parse(url);
        if (endpoint is null && configuration[EndpointVariable] is null or "" && configuration[TracesEndpointVariable] is null or "")
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => AddName(resource, configuration))
            .WithTracing(tracing => tracing
                .AddSource(WebPubSubDiagnostics.EmulatorActivitySourceName)
                .AddOtlpExporter(exporter => Configure(exporter, endpoint)));
    }

    private static void AddName(ResourceBuilder resource, IConfiguration configuration)
    {
        if (configuration[NameVariable] is null or "")
        {
            resource.AddService("webpubsub-emulator");
        }
    }

    // Other settings, such as the protocol and the headers, come from the standard variables of the environment.
    private static void Configure(OtlpExporterOptions exporter, Uri? endpoint)
    {
        if (endpoint is not null)
        {
            exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.Grpc ? endpoint : new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/v1/traces");
        }
    }

    private static Uri Parse(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
        ? endpoint
        : throw new ToolException($"The OTLP endpoint '{url}' is invalid. Use an http or https URL, such as http://localhost:4317.");
}
