// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace WebPubSub;

/// <summary>Options of <c>AddWebPubSub</c> and, by the key of the resource, of <c>AddKeyedWebPubSub</c>.</summary>
public class WebPubSubOptions
{
    /// <summary>Gets or sets the Web PubSub resource: where it is and how to prove who calls.</summary>
    /// <value>There is no default. The application does not start without one, unless <see cref="DangerouslyAllowUnverifiedEvents"/> is set.</value>
    /// <remarks>Service clients call it, and only events that it signed reach a hub.</remarks>
    public WebPubSubServiceEndpoint? ServiceEndpoint { get; set; }

    /// <summary>Gets further resources that serve the same hubs and stand in for <see cref="ServiceEndpoint"/> while it is down.</summary>
    /// <value>Empty by default. What goes where: <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</value>
    /// <remarks>Events from the host of one of them, signed by its key, reach a hub too.</remarks>
    public IList<WebPubSubServiceEndpoint> FailoverEndpoints { get; } = [];

    /// <summary>Gets <see cref="ServiceEndpoint"/> and, behind it, <see cref="FailoverEndpoints"/>.</summary>
    public IReadOnlyList<WebPubSubServiceEndpoint> Endpoints =>
        ServiceEndpoint is null ? [.. FailoverEndpoints] : [ServiceEndpoint, .. FailoverEndpoints];

    /// <summary>Gets further access keys that may sign events, such as the secondary key during a rotation. They are accepted from all hosts of the resource.</summary>
    /// <value>Empty by default: only the key of each endpoint, for events from its own host and from the names in <see cref="AllowedEndpoints"/>.</value>
    [IgnoreDataMember] // Newtonsoft.Json
    [JsonIgnore] // options that are serialized into a log must not show them
    public IList<string> AdditionalAccessKeys { get; } = [];

    /// <summary>Gets further names that the service sends events under: custom domains, and hosts of replicas.</summary>
    /// <value>
    /// Empty by default: the hosts of <see cref="Endpoints"/> alone. Each is a host or an address with one, such as <c>https://chat.contoso.com</c>;
    /// its port does not count. An event must be verified as well.
    /// </value>
    public IList<string> AllowedEndpoints { get; } = [];

    /// <summary>Gets or sets whether a hub receives events that are not verified.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With <see langword="true"/>, anyone who can reach the path can raise any event as any user. Set it only in a network
    /// that admits no other callers. Without any endpoint, events of every origin are accepted.
    /// </value>
    public bool DangerouslyAllowUnverifiedEvents { get; set; }

    /// <summary>Gets or sets whether events that are signed with the default access key of the emulator are accepted outside Development.</summary>
    /// <value>
    /// The default is <see langword="false"/>. The key is public, so anyone can sign with it: outside Development such events are rejected, unless the endpoint and the sender are on this
    /// machine. Set it only where no one else reaches the application, such as with an emulator in another container.
    /// </value>
    public bool AllowEmulatorAccessKey { get; set; }

    /// <summary>Gets or sets whether the service repeats a user event, or a notification, whose hub method or filter threw an exception.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the event is answered with 400, so that the side effects of the method are not repeated, and a failed
    /// notification is lost. With <see langword="true"/> it is answered with 500, and the service sends it again up to three times, after 1, 3 and 5 seconds:
    /// set this only if the hub may handle an event several times.
    /// </value>
    /// <remarks>
    /// A <c>connect</c> event, and any event that fails before the hub is called, is always answered with 500. A client that repeats events itself, as the official
    /// JavaScript client does, still repeats them.
    /// </remarks>
    public bool RetryFailedEvents { get; set; }

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
