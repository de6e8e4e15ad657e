// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.InProcess;

namespace WebPubSub.Emulator;

/// <summary>Where events go, and which.</summary>
/// <remarks>Protocol reference: event handler, section 2.</remarks>
public sealed class WebPubSubEmulatorEventHandlerOptions
{
    private static readonly Uri InProcess = new("http://localhost");
    private HttpMessageInvoker? _target;

    /// <summary>Gets or sets the URL; <c>{hub}</c> and <c>{event}</c> in it are replaced.</summary>
    /// <value>
    /// An absolute http or https URL. Inside an application that hosts the emulator it may also be a path such as <c>/eventhandler</c>:
    /// that of the application itself.
    /// </value>
    public string UrlTemplate { get; set; } = "";

    /// <summary>Gets or sets what handles the events, in place of something with an address.</summary>
    /// <value>
    /// The default is <see langword="null"/>. The delegate is given the events that the other settings ask for, and its answer is treated as that of an event
    /// handler: <see langword="null"/> is a success with nothing to say, and what it throws is status 500, after which the event is sent again.
    /// </value>
    public Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>>? Delegate { get; set; }

    /// <summary>Gets or sets what carries the requests to the handler, in place of the network.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the network. <c>() => factory.Server.CreateHandler()</c> reaches an application in a <c>WebApplicationFactory</c>.
    /// Asked for once, at the first event; <see cref="UrlTemplate"/> may then be a path.
    /// </value>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; set; }

    /// <summary>Gets or sets which user events are sent: <c>*</c> for all, or names separated by commas.</summary>
    /// <value>
    /// The default is <see langword="null"/>: none. Case does not count. In a name <c>*</c> stands for any characters but dots, <c>**</c> for any
    /// characters, <c>?</c> for one that is no dot.
    /// </value>
    public string? EventPattern { get; set; }

    /// <summary>Gets the system events that are sent: <c>connect</c>, <c>connected</c>, <c>disconnected</c>. Case does not count.</summary>
    public IList<string> SystemEvents { get; } = [];

    /// <summary>Gets the group events that are sent: <c>joined</c>, <c>left</c>. Case does not count.</summary>
    /// <value>Empty by default: none. In the configuration, <c>GroupPresenceEvents:EventNames</c>.</value>
    public IList<string> GroupPresenceEvents { get; } = [];

    /// <summary>Gets the patterns of groups whose <see cref="GroupPresenceEvents"/> are sent, as in the roles of a client.</summary>
    /// <value>Empty by default: all groups. In the configuration, <c>GroupPresenceEvents:GroupFilters</c>.</value>
    public IList<string> GroupFilters { get; } = [];

    /// <summary>Gets or sets the resource that events to this handler carry a bearer token for, as with a managed identity of the service.</summary>
    /// <value>
    /// The default is <see langword="null"/>: no token. It is the audience of the token, which the emulator's own issuer signs:
    /// <see cref="WebPubSubEmulator.IdentityAuthority"/> tells its keys. In the configuration, <c>Auth:ManagedIdentity:Resource</c>.
    /// </value>
    /// <remarks>Protocol reference: event handler, section 8.</remarks>
    public string? ManagedIdentityResource { get; set; }

    /// <summary>Gets the address to fill in; a delegate has none.</summary>
    internal string Template => Delegate is null ? UrlTemplate : "/delegate";

    /// <summary>Gets what paths are relative to, when that is not the application around the emulator.</summary>
    internal Uri? OwnBase => Target is null ? null : InProcess;

    /// <summary>Gets who takes the requests in place of the network, or null.</summary>
    internal HttpMessageInvoker? Target => Delegate is null && HttpMessageHandlerFactory is null
        ? null
        : LazyInitializer.EnsureInitialized(ref _target, () => new HttpMessageInvoker(
            Delegate is null ? new LazyHandler(HttpMessageHandlerFactory!) : new DelegateHandler(Delegate), disposeHandler: true));
}
