// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace WebPubSub;

/// <summary>Options for a <see cref="WebPubSubServiceClient"/>, including the retry, transport and diagnostics options of Azure.Core.</summary>
public class WebPubSubServiceClientOptions : ClientOptions
{
    private const ServiceVersion Newest = ServiceVersion.V2024_12_01;

    /// <summary>Creates options for a version of the service.</summary>
    /// <param name="version">The version. The default is the newest version.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is not a value of <see cref="ServiceVersion"/>.</exception>
    public WebPubSubServiceClientOptions(ServiceVersion version = Newest)
    {
        ApiVersion = ToText(version);
        Version = version;
    }

    /// <summary>The versions of the REST API.</summary>
    /// <remarks>
    /// The values are the values of the official package. The versions that the official package does not have start at 101, so the values do
    /// not follow the order of the versions.
    /// </remarks>
    [SuppressMessage("Naming", "CA1707", Justification = "The naming of service versions in every Azure SDK.")]
    [SuppressMessage("Design", "CA1008", Justification = "Zero is not a valid version, so an unset value is rejected.")]
    public enum ServiceVersion
    {
        /// <summary>2021-10-01.</summary>
        V2021_10_01 = 1,

        /// <summary>2022-11-01: adds filters for sends, the removal of a connection from all groups, and groups in client tokens.</summary>
        V2022_11_01 = 101,

        /// <summary>2023-07-01: adds bulk changes of groups.</summary>
        V2023_07_01 = 102,

        /// <summary>2024-01-01: adds tokens for MQTT clients and message lifetimes.</summary>
        V2024_01_01 = 2,

        /// <summary>2024-12-01: adds the list of the connections in a group.</summary>
        V2024_12_01 = 3,
    }

    /// <summary>Gets or sets the time provider, which is the clock of the client.</summary>
    /// <value>The default is <see cref="System.TimeProvider.System"/>. Tests can set another time provider.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets whether the client retries a send if the response is lost or has status 408 or 5xx.</summary>
    /// <value>
    /// The default is <see langword="true"/>: a message can be delivered twice. If the value is <see langword="false"/>, the client retries a
    /// send only after status 429. Then no message is delivered twice, but a message can be lost.
    /// </value>
    public bool RetrySends { get; set; } = true;

    /// <summary>Gets or sets the address of a reverse proxy in front of the service, such as API Management.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the client calls the service directly. Requests go to the scheme, host, port and path of the proxy. The
    /// audience of their tokens is the service, so the proxy must send the host name of the service. Client access URIs contain the address of the service.
    /// </value>
    public Uri? ReverseProxyEndpoint { get; set; }

    /// <summary>Gets or sets how long a client with several endpoints uses the result of a health probe of this endpoint.</summary>
    /// <value>
    /// The default is 10 seconds. The value must be greater than zero and at most one day. After this time, the client probes the endpoint before it
    /// creates client access for it, and probes an endpoint that was down. A client with one endpoint ignores this value.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan HealthProbeInterval
    {
        get;
        set => field = ValidateProbeTime(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the timeout of health probes for a client with several endpoints.</summary>
    /// <value>
    /// The default is 3 seconds. The value must be greater than zero and at most one day. If a request takes longer, the client probes the endpoint.
    /// If the probe times out, the request fails and the endpoint is down. A client with one endpoint ignores this value.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan HealthProbeTimeout
    {
        get;
        set => field = ValidateProbeTime(value);
    } = TimeSpan.FromSeconds(3);

    internal ServiceVersion Version { get; }

    internal string ApiVersion { get; }

    internal static string ToText(ServiceVersion version) => version switch
    {
        ServiceVersion.V2021_10_01 => "2021-10-01",
        ServiceVersion.V2022_11_01 => "2022-11-01",
        ServiceVersion.V2023_07_01 => "2023-07-01",
        ServiceVersion.V2024_01_01 => "2024-01-01",
        ServiceVersion.V2024_12_01 => "2024-12-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Unknown service version."),
    };

    private static TimeSpan ValidateProbeTime(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
        return value;
    }
}
