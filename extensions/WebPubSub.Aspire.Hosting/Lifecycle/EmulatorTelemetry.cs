// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Exports the activities of the emulator to the dashboard. Other resources get the same settings in environment variables.</summary>
internal static class EmulatorTelemetry
{
    private static readonly string[] GrpcKeys = ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
    private static readonly string[] HttpKeys = ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];

    /// <summary>Starts the export. Returns <see langword="null"/> if the configuration has no endpoint of a dashboard.</summary>
    public static TracerProvider? Start(IConfiguration configuration, string resource)
    {
        (Uri? endpoint, OtlpExportProtocol protocol) = Find(configuration);
        return endpoint is null ? null : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(builder => builder.AddService(resource, autoGenerateServiceInstanceId: false))
            .AddSource(WebPubSubDiagnostics.EmulatorActivitySourceName)
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = protocol;
                exporter.Endpoint = endpoint;
                exporter.Headers = configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key ? "x-otlp-api-key=" + key : null;
            })
            .Build();
    }

    private static (Uri? Endpoint, OtlpExportProtocol Protocol) Find(IConfiguration configuration) =>
        Read(configuration, GrpcKeys) is { } grpc ? (grpc, OtlpExportProtocol.Grpc)
        : Read(configuration, HttpKeys) is { } http ? (new Uri(http.AbsoluteUri.TrimEnd('/') + "/v1/traces"), OtlpExportProtocol.HttpProtobuf)
        : (null, OtlpExportProtocol.Grpc);

    private static Uri? Read(IConfiguration configuration, string[] keys) =>
        keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } url && Uri.TryCreate(url, UriKind.Absolute, out Uri? endpoint) ? endpoint : null;
}
