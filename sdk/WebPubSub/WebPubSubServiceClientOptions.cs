// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace WebPubSub;

/// <summary>Options for a <see cref="WebPubSubServiceClient"/>: the service version, and the retries, transport and diagnostics of Azure.Core.</summary>
public class WebPubSubServiceClientOptions : ClientOptions
{
    private const ServiceVersion Newest = ServiceVersion.V2024_12_01;

    /// <summary>Creates options for a version of the service.</summary>
    /// <param name="version">The version. The default is the newest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is not a value of <see cref="ServiceVersion"/>.</exception>
    public WebPubSubServiceClientOptions(ServiceVersion version = Newest)
    {
        ApiVersion = ToText(version);
        Version = version;
    }

    /// <summary>The versions of the REST API.</summary>
    /// <remarks>The values are those of the official package. Versions that it does not have are numbered from 101, so the values are not in the order of the versions.</remarks>
    [SuppressMessage("Naming", "CA1707", Justification = "The naming of service versions in every Azure SDK.")]
    [SuppressMessage("Design", "CA1008", Justification = "Zero is no version: an unset value must not pass for one.")]
    public enum ServiceVersion
    {
        /// <summary>2021-10-01.</summary>
        V2021_10_01 = 1,

        /// <summary>2022-11-01: filters on sends, removing a connection from all groups, groups in client tokens.</summary>
        V2022_11_01 = 101,

        /// <summary>2023-07-01: changing groups in bulk.</summary>
        V2023_07_01 = 102,

        /// <summary>2024-01-01: tokens of MQTT clients, lifetimes of messages.</summary>
        V2024_01_01 = 2,

        /// <summary>2024-12-01: listing the connections of a group.</summary>
        V2024_12_01 = 3,
    }

    /// <summary>Gets or sets the clock.</summary>
    /// <value>The default is <see cref="System.TimeProvider.System"/>. Set another one in tests.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets whether a send is retried if its response is lost, or is 408 or 5xx.</summary>
    /// <value>
    /// The default is <see langword="true"/>: a message can be delivered twice. With <see langword="false"/>, a send is retried only if the
    /// service rejected it with 429: no message is delivered twice, but a message can be lost.
    /// </value>
    public bool RetrySends { get; set; } = true;

    /// <summary>Gets or sets the address of a reverse proxy in front of the service, such as API Management.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the client calls the service directly. Requests go to the scheme, host, port and path of the proxy. Their tokens
    /// are for the service, so the proxy must send the host of the service. Client access URIs contain the address of the service.
    /// </value>
    public Uri? ReverseProxyEndpoint { get; set; }

    /// <summary>Gets or sets how long a client of several endpoints uses the result of a health probe of this endpoint.</summary>
    /// <value>
    /// The default is 10 seconds. The range is more than zero, up to a day. After this time, the client probes the endpoint before it creates client access for
    /// it, and probes an endpoint that was down. A client of one endpoint ignores it.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in this range.</exception>
    public TimeSpan HealthProbeInterval
    {
        get;
        set => field = UpToADay(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the timeout of health probes of a client of several endpoints.</summary>
    /// <value>
    /// The default is 3 seconds. The range is more than zero, up to a day. If a request takes longer, the client probes the endpoint. If the probe times out,
    /// the request fails and the endpoint is down. A client of one endpoint ignores it.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in this range.</exception>
    public TimeSpan HealthProbeTimeout
    {
        get;
        set => field = UpToADay(value);
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

    private static TimeSpan UpToADay(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
        return value;
    }
}
