// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace WebPubSub;

/// <summary>Options of a <see cref="WebPubSubServiceClient"/>: the service version, and the retries, transport and diagnostics of Azure.Core.</summary>
public class WebPubSubServiceClientOptions : ClientOptions
{
    private const ServiceVersion Newest = ServiceVersion.V2024_12_01;

    /// <summary>Creates options for a version of the service.</summary>
    /// <param name="version">The version to speak; the newest by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is none of <see cref="ServiceVersion"/>.</exception>
    public WebPubSubServiceClientOptions(ServiceVersion version = Newest)
    {
        ApiVersion = ToText(version);
        Version = version;
    }

    /// <summary>The published versions of the service's REST API.</summary>
    /// <remarks>The values are those of the official package. Versions that it does not have are numbered from 101, so the values are not in the order of the versions.</remarks>
    [SuppressMessage("Naming", "CA1707", Justification = "The naming of service versions in every Azure SDK.")]
    [SuppressMessage("Design", "CA1008", Justification = "Zero is no version: an unset value must not pass for one.")]
    public enum ServiceVersion
    {
        /// <summary>2021-10-01.</summary>
        V2021_10_01 = 1,

        /// <summary>2022-11-01: filters on sends, leaving all groups, groups in client tokens.</summary>
        V2022_11_01 = 101,

        /// <summary>2023-07-01: group membership in bulk.</summary>
        V2023_07_01 = 102,

        /// <summary>2024-01-01: MQTT client tokens, message lifetime.</summary>
        V2024_01_01 = 2,

        /// <summary>2024-12-01: listing the connections of a group.</summary>
        V2024_12_01 = 3,
    }

    /// <summary>Gets or sets the clock that tokens are stamped with.</summary>
    /// <value>The default is the system's clock. Set another one in tests.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets whether a send is tried again when its answer is lost, or was 408 or 5xx.</summary>
    /// <value>
    /// The default is <see langword="true"/>: a message is rather delivered twice than not at all. With <see langword="false"/> only a send
    /// that the service turned away (429) is tried again, so none is delivered twice and some may be lost.
    /// </value>
    public bool RetrySends { get; set; } = true;

    /// <summary>Gets or sets the address of a reverse proxy, such as API Management, that stands before the service.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the service is called directly. The proxy's scheme, host, port and path are used; tokens are made
    /// for the service, so the proxy must forward with the service's host. Client access URIs still name the service.
    /// </value>
    /// <remarks>Protocol reference: REST API, section 4.4.</remarks>
    public Uri? ReverseProxyEndpoint { get; set; }

    /// <summary>Gets or sets how long a client of several endpoints relies on what it knows of this endpoint's health.</summary>
    /// <value>
    /// The default is 10 seconds; more than zero, at most a day. After that, client access asks for the health before it is made for this endpoint, and an
    /// endpoint that was down is asked again. A client of one endpoint does not use it.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in this range.</exception>
    public TimeSpan HealthProbeInterval
    {
        get;
        set => field = UpToADay(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a client of several endpoints waits for this endpoint's health.</summary>
    /// <value>
    /// The default is 3 seconds; more than zero, at most a day. A request that takes longer makes the client ask; if there is no answer in the same time again, the
    /// request is given up and the endpoint is down. A client of one endpoint does not use it.
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
