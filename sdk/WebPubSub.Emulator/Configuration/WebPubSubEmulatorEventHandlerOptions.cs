// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.InProcess;

namespace WebPubSub.Emulator;

/// <summary>The settings of one event handler: its address, and the events that it receives.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">event handlers</see>.</remarks>
public sealed class WebPubSubEmulatorEventHandlerOptions
{
    private static readonly Uri InProcess = new("http://localhost");
    private HttpMessageInvoker? _target;

    /// <summary>Gets or sets the URL template. The emulator replaces <c>{hub}</c> and <c>{event}</c>.</summary>
    /// <value>
    /// There is no default. The value is an absolute http or https URL. If an application hosts the emulator, the template can also be a path of this application, such as
    /// <c>/eventhandler</c>.
    /// </value>
    /// <remarks>Configuration key: <c>EventHandlers:{n}:UrlTemplate</c>.</remarks>
    public string UrlTemplate { get; set; } = "";

    /// <summary>Gets or sets the delegate that handles the events in this process. It replaces <see cref="UrlTemplate"/>.</summary>
    /// <value>
    /// The default is <see langword="null"/>. The delegate receives the events that the other settings select. The emulator treats its response as that of an
    /// event handler: <see langword="null"/> is a success without a body, and an exception is status 500, after which the emulator sends the event again.
    /// </value>
    public Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>>? Delegate { get; set; }

    /// <summary>Gets or sets the factory of the message handler that sends the requests to the event handler, in place of the network.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the network. <c>() => factory.Server.CreateHandler()</c> reaches an application in a <c>WebApplicationFactory</c>.
    /// The emulator calls the factory once, for the first event. <see cref="UrlTemplate"/> can then be a path.
    /// </value>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; set; }

    /// <summary>Gets or sets the user events that are sent: <c>*</c> for all, or names separated by commas.</summary>
    /// <value>
    /// The default is <see langword="null"/>: none. The comparison ignores case. In a name, <c>*</c> matches any characters except dots, <c>**</c> matches any
    /// characters, and <c>?</c> matches one character except a dot.
    /// </value>
    /// <remarks>Configuration key: <c>EventHandlers:{n}:EventPattern</c>.</remarks>
    public string? EventPattern { get; set; }

    /// <summary>Gets the system events that are sent: <c>connect</c>, <c>connected</c>, <c>disconnected</c>. The comparison ignores case.</summary>
    /// <value>The default is an empty list.</value>
    /// <remarks>Configuration key: <c>EventHandlers:{n}:SystemEvents</c>.</remarks>
    public IList<string> SystemEvents { get; } = [];

    /// <summary>Gets the group events that are sent: <c>joined</c>, <c>left</c>. The comparison ignores case.</summary>
    /// <value>The default is an empty list: none. In the configuration, <c>GroupPresenceEvents:EventNames</c>.</value>
    /// <remarks>Configuration key: <c>EventHandlers:{n}:GroupPresenceEvents:EventNames</c>.</remarks>
    public IList<string> GroupPresenceEvents { get; } = [];

    /// <summary>Gets the patterns of the groups whose <see cref="GroupPresenceEvents"/> are sent. They have the format of the patterns in client roles.</summary>
    /// <value>The default is an empty list: all groups. In the configuration, <c>GroupPresenceEvents:GroupFilters</c>.</value>
    /// <remarks>Configuration key: <c>EventHandlers:{n}:GroupPresenceEvents:GroupFilters</c>.</remarks>
    public IList<string> GroupFilters { get; } = [];

    /// <summary>Gets or sets the resource of the bearer token that events to this handler carry, as with a managed identity of the service.</summary>
    /// <value>
    /// The default is <see langword="null"/>: no token. The resource is the audience of the token. The built-in issuer of the emulator signs the token and
    /// publishes its keys at <see cref="WebPubSubEmulator.IdentityAuthority"/>. In the configuration, <c>Auth:ManagedIdentity:Resource</c>.
    /// </value>
    /// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">event handlers</see>. Configuration key: <c>EventHandlers:{n}:Auth:ManagedIdentity:Resource</c>.</remarks>
    public string? ManagedIdentityResource { get; set; }

    /// <summary>Gets or sets whether the application that hosts the emulator maps a hub class at this path. The methods of the class then decide which events are sent.</summary>
    internal bool IsMappedHub { get; set; }

    /// <summary>Gets the URL template; a fixed path for a delegate, which has no URL.</summary>
    internal string Template => Delegate is null ? UrlTemplate : "/delegate";

    /// <summary>Gets the base address of paths for a handler in this process; null if the application that hosts the emulator resolves them.</summary>
    internal Uri? OwnBase => Target is null ? null : InProcess;

    /// <summary>Gets the invoker that receives the requests in place of the network, or null.</summary>
    internal HttpMessageInvoker? Target => Delegate is null && HttpMessageHandlerFactory is null
        ? null
        : LazyInitializer.EnsureInitialized(ref _target, () => new HttpMessageInvoker(
            Delegate is null ? new LazyHandler(HttpMessageHandlerFactory!) : new DelegateHandler(Delegate), disposeHandler: true));
}
