// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator;

/// <summary>Where the emulator listens, its key, and the event handlers of its hubs.</summary>
public sealed class WebPubSubEmulatorOptions
{
    /// <summary>The access key of the service team's emulator: public, so it must protect nothing.</summary>
    public const string DefaultAccessKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>Gets or sets the host to listen on.</summary>
    /// <value>The default is <c>localhost</c>: this machine only. Anything but a loopback name or address opens the emulator to the network.</value>
    public string Host { get; set; } = "localhost";

    /// <summary>Gets or sets whether the emulator listens on HTTPS, with the development certificate of ASP.NET Core.</summary>
    /// <value>The default is <see langword="false"/>. <c>dotnet dev-certs https --trust</c> makes the certificate and has it trusted; it is good for <c>localhost</c>.</value>
    public bool UseHttps { get; set; }

    /// <summary>Gets or sets the port to listen on.</summary>
    /// <value>The default is 8080, as with the service team's emulator; 0 picks a free one, which <see cref="WebPubSubEmulator.Endpoint"/> tells.</value>
    public int Port { get; set; } = 8080;

    /// <summary>Gets or sets the access key that clients, REST calls and events are signed with.</summary>
    /// <value>The default is <see cref="DefaultAccessKey"/>. At least 32 bytes; no semicolon, control character or blank at either end.</value>
    public string AccessKey { get; set; } = DefaultAccessKey;

    /// <summary>Gets or sets a second access key, as a resource of the service has one: what is signed with either is accepted, and events carry a signature by each.</summary>
    /// <value>The default is <see langword="null"/>: none. The same rules as for <see cref="AccessKey"/>.</value>
    /// <remarks>Protocol reference: event handler, section 7.</remarks>
    public string? SecondaryAccessKey { get; set; }

    /// <summary>Gets or sets whether REST calls may carry tokens of Microsoft Entra ID that the emulator cannot verify.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With <see langword="true"/> the audience and the lifetime of such a token are checked. Its signature and its issuer are not, so anybody can create one.
    /// It needs a loopback <see cref="Host"/>. In the configuration, <c>WebPubSub:AllowUnvalidatedEntraTokens</c>, as in the service team's emulator.
    /// </value>
    public bool AllowUnvalidatedEntraTokens { get; set; }

    /// <summary>Gets or sets whether web pages of any origin may connect and call the REST API, although an access key is <see cref="DefaultAccessKey"/> or <see cref="AllowUnvalidatedEntraTokens"/> is set.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the key is public, so any page that you visit could connect and read every message. Requests of pages on this machine, and of programs other than
    /// browsers, are accepted. With another access key, and with validated tokens, pages of all origins are accepted. In the configuration, <c>WebPubSub:AllowForeignOrigins</c>.
    /// </value>
    public bool AllowForeignOrigins { get; set; }

    /// <summary>Gets or sets whether clients of the JSON subprotocols may use what the service has as a preview: invocations, streams and the state of group members.</summary>
    /// <value>The default is <see langword="true"/>. Without it such messages are malformed, as in the service team's emulator.</value>
    /// <remarks>Nothing of it is sent to clients that did not ask for it. Protocol reference: client protocols, sections 13 to 15.</remarks>
    public bool EnablePreviewFeatures { get; set; } = true;

    /// <summary>Gets the settings of the hubs, by name ignoring case. A hub without settings works, without event handlers.</summary>
    public IDictionary<string, WebPubSubEmulatorHubOptions> Hubs { get; } =
        new Dictionary<string, WebPubSubEmulatorHubOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the pauses before an event that failed with 408, 5xx or no connection is sent again.</summary>
    /// <value>The default is 1, 3 and 5 seconds, as with the service. Shorter ones make tests fast.</value>
    /// <remarks>Protocol reference: event handler, section 6.3.</remarks>
    public IReadOnlyList<TimeSpan> EventRetryDelays { get; set; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)];

    internal EmulatorLimits Limits { get; set; } = EmulatorLimits.OfTheService;

    /// <summary>Gets or sets where the emulator logs why it refused a client, a call or an event.</summary>
    /// <value>The default is <see langword="null"/>: nowhere. Hosted in an application, it logs there and this is not looked at.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock of the emulator.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets how many of the last messages, events, calls and connections the emulator remembers, for <see cref="WebPubSubEmulator.Inspector"/> and the live page.</summary>
    /// <value>0 to 100,000; the default is 1,000. With 0 nothing is remembered. No more than 16 MiB of payloads are kept, whatever the number.</value>
    public int TraceCapacity { get; set; } = 1000;

    /// <summary>Gets or sets whether the emulator shows what is going on as a page, at its root.</summary>
    /// <value>
    /// The default is <see langword="null"/>: only while it listens on loopback. The page shows payloads and hands out access tokens to whoever can open it, so
    /// <see langword="true"/> on another address is for networks where everybody may see that.
    /// </value>
    public bool? EnableLivePage { get; set; }

    internal const int MaxTraceCapacity = 100_000;

    private static readonly WebPubSubHubEvents AllEvents = new() { UserEventPattern = "*", SystemEvents = ["connect", "connected", "disconnected"] };

    internal IEnumerable<string> AccessKeys => SecondaryAccessKey is null ? [AccessKey] : [AccessKey, SecondaryAccessKey];

    /// <summary>Adds an event handler that receives all system events and all user events of a hub.</summary>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="urlTemplate">The URL of the event handler, as in <see cref="WebPubSubEmulatorEventHandlerOptions.UrlTemplate"/>.</param>
    /// <returns>These options.</returns>
    public WebPubSubEmulatorOptions AddEventHandler(string hub, string urlTemplate) => AddEventHandler(hub, urlTemplate, AllEvents);

    /// <summary>Adds an event handler that receives certain events of a hub.</summary>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="urlTemplate">The URL of the event handler, as in <see cref="WebPubSubEmulatorEventHandlerOptions.UrlTemplate"/>.</param>
    /// <param name="events">The events, such as <c>WebPubSubHubEvents.Of&lt;ChatHub&gt;()</c>: the events that a class handles.</param>
    /// <returns>These options.</returns>
    public WebPubSubEmulatorOptions AddEventHandler(string hub, string urlTemplate, WebPubSubHubEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Add(hub, events).UrlTemplate = urlTemplate;
        return this;
    }

    /// <summary>Adds a delegate that receives all system events and all user events of a hub.</summary>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="handler">The delegate, as in <see cref="WebPubSubEmulatorEventHandlerOptions.Delegate"/>.</param>
    /// <returns>These options.</returns>
    public WebPubSubEmulatorOptions AddEventHandler(
        string hub, Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(hub, AllEvents).Delegate = handler;
        return this;
    }

    private WebPubSubEmulatorEventHandlerOptions Add(string hub, WebPubSubHubEvents events)
    {
        if (!Hubs.TryGetValue(hub, out WebPubSubEmulatorHubOptions? options))
        {
            Hubs[hub] = options = new WebPubSubEmulatorHubOptions();
        }

        var handler = new WebPubSubEmulatorEventHandlerOptions { EventPattern = events.UserEventPattern };
        events.SystemEvents.ToList().ForEach(handler.SystemEvents.Add);
        events.GroupPresenceEvents.ToList().ForEach(handler.GroupPresenceEvents.Add);
        options.EventHandlers.Add(handler);
        return handler;
    }
}
