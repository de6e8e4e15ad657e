// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options of <c>AddWebPubSub</c> and, by the key of the resource, of <c>AddKeyedWebPubSub</c>.</summary>
public class WebPubSubOptions
{
    /// <summary>Gets or sets the Web PubSub resource: where it is and how to prove who calls.</summary>
    /// <value>There is no default; the application does not start without one.</value>
    /// <remarks>Service clients call it, and only events that it signed reach a hub.</remarks>
    public WebPubSubServiceEndpoint? ServiceEndpoint { get; set; }

    /// <summary>Gets further resources that serve the same hubs and stand in for <see cref="ServiceEndpoint"/> while it is down.</summary>
    /// <value>Empty by default. What goes where: <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</value>
    /// <remarks>Events that one of them signed reach a hub too.</remarks>
    public IList<WebPubSubServiceEndpoint> FailoverEndpoints { get; } = [];

    /// <summary>Gets <see cref="ServiceEndpoint"/> and, behind it, <see cref="FailoverEndpoints"/>.</summary>
    public IReadOnlyList<WebPubSubServiceEndpoint> Endpoints =>
        ServiceEndpoint is null ? [.. FailoverEndpoints] : [ServiceEndpoint, .. FailoverEndpoints];

    /// <summary>Gets further access keys whose signature on an event is trusted too, such as the secondary key during a rotation.</summary>
    /// <value>Empty by default: the key of <see cref="ServiceEndpoint"/> alone.</value>
    public IList<string> AdditionalAccessKeys { get; } = [];

    /// <summary>Gets further names that the service sends events under: custom domains, and hosts of replicas.</summary>
    /// <value>
    /// Empty by default: the hosts of <see cref="Endpoints"/> alone. Each is a host or an address with one, such as <c>https://chat.contoso.com</c>;
    /// its port does not count. An event must be verified as well.
    /// </value>
    public IList<string> AllowedEndpoints { get; } = [];

    /// <summary>Gets or sets whether events reach a hub that nobody has verified.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With <see langword="true"/> whoever can reach the path can raise any event as any user: it is for a network
    /// that lets nobody else through.
    /// </value>
    public bool DangerouslyAllowUnverifiedEvents { get; set; }

    /// <summary>Gets or sets the largest body of an event that is read, in bytes; a longer one is refused with 413.</summary>
    /// <value>The default is 1 MiB, the largest message of a client.</value>
    public int MaxEventBodySize { get; set; } = 1024 * 1024;

    /// <summary>Gets the hosts that events may come from: those of <see cref="Endpoints"/> and of <see cref="AllowedEndpoints"/>, without ports.</summary>
    public IReadOnlyList<string> AllowedHosts =>
        [.. Endpoints.Select(endpoint => endpoint.Endpoint.Host), .. AllowedEndpoints.Select(HostOf).OfType<string>()];

    internal static string? HostOf(string endpoint)
    {
        string text = endpoint?.Trim() ?? "";
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.Host.Length > 0
                ? uri.Host
                : null;
    }
}
