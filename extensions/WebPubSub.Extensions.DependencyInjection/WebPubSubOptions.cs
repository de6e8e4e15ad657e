// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace WebPubSub;

/// <summary>
/// Options for a Web PubSub resource. The options of <c>AddWebPubSub</c> have no name. The options of <c>AddKeyedWebPubSub</c> have the service key as their name.
/// </summary>
public class WebPubSubOptions
{
    /// <summary>Gets or sets the endpoint and the credential of the Web PubSub resource.</summary>
    /// <value>There is no default. The application does not start without an endpoint, unless <see cref="DangerouslyAllowUnverifiedEvents"/> is set.</value>
    /// <remarks>Service clients call this endpoint, and a hub receives only verified events from its host. Configuration key: <c>{section}:ConnectionString</c>.</remarks>
    public WebPubSubServiceEndpoint? ServiceEndpoint { get; set; }

    /// <summary>Gets additional resources that serve the same hubs and replace <see cref="ServiceEndpoint"/> while it is down.</summary>
    /// <value>Empty by default. For the routing of requests, see <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</value>
    /// <remarks>A hub also receives verified events from the hosts of these endpoints. Configuration key: <c>{section}:FailoverEndpoints:{n}</c>.</remarks>
    public IList<WebPubSubServiceEndpoint> FailoverEndpoints { get; } = [];

    /// <summary>Gets <see cref="ServiceEndpoint"/>, followed by <see cref="FailoverEndpoints"/>.</summary>
    public IReadOnlyList<WebPubSubServiceEndpoint> Endpoints =>
        ServiceEndpoint is null ? [.. FailoverEndpoints] : [ServiceEndpoint, .. FailoverEndpoints];

    /// <summary>
    /// Gets additional access keys that can sign events, such as the secondary key during a key rotation. They are valid for events from all hosts of the resource.
    /// </summary>
    /// <value>
    /// Empty by default: only the key of each endpoint is valid, for events from the host of that endpoint and from the names in <see cref="AllowedEndpoints"/>.
    /// </value>
    [IgnoreDataMember] // for Newtonsoft.Json
    [JsonIgnore] // options that are serialized into a log must not contain the keys
    public IList<string> AdditionalAccessKeys { get; } = [];

    /// <summary>Gets additional names from which the service sends events: custom domains and hosts of replicas.</summary>
    /// <value>
    /// Empty by default: only the hosts of <see cref="Endpoints"/> are allowed. A value is a host or a URL, such as <c>https://chat.contoso.com</c>. The port is
    /// ignored. Events from these names must also be verified.
    /// </value>
    public IList<string> AllowedEndpoints { get; } = [];

    /// <summary>Gets or sets whether a hub receives events that are not verified.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With <see langword="true"/>, anyone who can reach the path can raise any event as any user. Set it only in a network
    /// that no other caller can reach. Without any endpoint, events of every origin are accepted.
    /// </value>
    public bool DangerouslyAllowUnverifiedEvents { get; set; }

    /// <summary>Gets or sets whether events that are signed with the default access key of the emulator are accepted outside Development.</summary>
    /// <value>
    /// The default is <see langword="false"/>. The key is public, so anyone can sign events with it. Outside Development, such events are rejected, unless the
    /// endpoint and the sender are on this machine. Set it only if no other caller can reach the application, for example with an emulator in another container.
    /// </value>
    public bool AllowEmulatorAccessKey { get; set; }

    /// <summary>Gets or sets whether the service sends a user event or a notification again after a hub method or a filter throws an exception.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the event is answered with 400. The side effects of the method are not repeated, and a failed notification is lost.
    /// With <see langword="true"/>, the event is answered with 500, and the service sends it again up to three times, after 1, 3 and 5 seconds. Set this only if
    /// the hub can handle an event several times.
    /// </value>
    /// <remarks>
    /// A <c>connect</c> event, and any event that fails before the hub is called, is always answered with 500. This option does not affect clients that send failed
    /// events again, such as the official JavaScript client.
    /// </remarks>
    public bool RetryFailedEvents { get; set; }

    /// <summary>Gets or sets the maximum size of the body of an event, in bytes. An event with a longer body is rejected with 413.</summary>
    /// <value>The default is 1 MiB, which is the maximum size of a client message.</value>
    public int MaxEventBodySize { get; set; } = 1024 * 1024;

    /// <summary>Gets the hosts that can send events: the hosts of <see cref="Endpoints"/> and <see cref="AllowedEndpoints"/>, without ports.</summary>
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
