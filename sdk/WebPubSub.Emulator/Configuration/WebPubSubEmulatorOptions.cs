// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator;

/// <summary>The options of the emulator, such as its address, its access keys, and the event handlers of its hubs.</summary>
public sealed class WebPubSubEmulatorOptions
{
    /// <summary>The access key of the service team's emulator. The key is public, so do not protect data with it.</summary>
    public const string DefaultAccessKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>Gets or sets the host to listen on.</summary>
    /// <value>
    /// The default is <c>localhost</c>, which only this machine can reach. A value that is not a loopback name or address opens the emulator to the network.
    /// </value>
    public string Host { get; set; } = "localhost";

    /// <summary>Gets or sets whether the emulator listens on HTTPS, with the development certificate of ASP.NET Core.</summary>
    /// <value>
    /// The default is <see langword="false"/>. <c>dotnet dev-certs https --trust</c> creates and trusts the certificate, which is valid for <c>localhost</c>.
    /// </value>
    public bool UseHttps { get; set; }

    /// <summary>Gets or sets the port to listen on.</summary>
    /// <value>The default is 8080, as in the service team's emulator. With 0, the emulator picks a free port; see <see cref="WebPubSubEmulator.Endpoint"/>.</value>
    public int Port { get; set; } = 8080;

    /// <summary>
    /// Gets or sets the address at which clients and servers reach the emulator, if it is not the address on which the emulator listens: for example behind the port
    /// mapping of a container.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: the address on which the emulator listens. A value is a host, a host with a port, such as <c>localhost:9090</c>, or an
    /// http or https URL without a path. A host without a port has the port on which the emulator listens. 0.0.0.0 and [::] are not allowed.
    /// </value>
    /// <remarks>
    /// The connection string contains the address, tokens for it are accepted, and events carry its host in <c>WebHook-Request-Origin</c>. The address does not
    /// open the emulator: with an address that is not on this machine, the live page is off by default. Configuration key: <c>WebPubSub:AdvertisedAddress</c>.
    /// </remarks>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Gets or sets the access key that signs client tokens, REST calls and events.</summary>
    /// <value>
    /// The default is <see cref="DefaultAccessKey"/>. The key must have at least 32 bytes, must not contain semicolons or control characters, and must not start
    /// or end with white space.
    /// </value>
    /// <remarks>Configuration key: <c>WebPubSub:AccessKey</c>.</remarks>
    public string AccessKey { get; set; } = DefaultAccessKey;

    /// <summary>
    /// Gets or sets the secondary access key, like that of a Web PubSub resource. The emulator accepts signatures of both keys, and events carry a signature of
    /// each key.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none. The rules of <see cref="AccessKey"/> apply.</value>
    /// <remarks>Configuration key: <c>WebPubSub:SecondaryAccessKey</c>.</remarks>
    public string? SecondaryAccessKey { get; set; }

    /// <summary>Gets or sets whether REST calls may carry tokens of Microsoft Entra ID that the emulator cannot verify.</summary>
    /// <value>
    /// The default is <see langword="false"/>. With <see langword="true"/>, the emulator checks the audience and the lifetime of such a token. It does not check
    /// the signature and the issuer, so any program can create an accepted token. The setting requires a loopback <see cref="Host"/>
    /// and <see cref="AdvertisedAddress"/>.
    /// In the configuration, <c>WebPubSub:AllowUnvalidatedEntraTokens</c>, as in the service team's emulator.
    /// </value>
    /// <remarks>Configuration key: <c>WebPubSub:AllowUnvalidatedEntraTokens</c>.</remarks>
    public bool AllowUnvalidatedEntraTokens { get; set; }

    /// <summary>
    /// Gets or sets whether web pages of any origin can connect and call the REST API, even if an access key is <see cref="DefaultAccessKey"/> or
    /// <see cref="AllowUnvalidatedEntraTokens"/> is set.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>, because the key is public: any page that you visit could connect and read every message. The emulator accepts the
    /// requests of pages on this machine, and of programs other than browsers. With another access key and with validated tokens, it accepts pages of all origins.
    /// In the configuration, <c>WebPubSub:AllowForeignOrigins</c>.
    /// </value>
    /// <remarks>Configuration key: <c>WebPubSub:AllowForeignOrigins</c>.</remarks>
    public bool AllowForeignOrigins { get; set; }

    /// <summary>
    /// Gets or sets whether clients of the JSON subprotocols can use the preview features of the service: invocations, streams and the state of group members.
    /// </summary>
    /// <value>
    /// The default is <see langword="true"/>. With <see langword="false"/>, the messages of these features are malformed, as in the service team's emulator.
    /// </value>
    /// <remarks>The emulator sends messages of these features only to clients that use the features. Configuration key: <c>WebPubSub:EnablePreviewFeatures</c>.</remarks>
    public bool EnablePreviewFeatures { get; set; } = true;

    /// <summary>Gets the settings of the hubs by name, ignoring case. Clients can also connect to a hub without settings, which has no event handlers.</summary>
    /// <value>The default is an empty dictionary.</value>
    /// <remarks>Configuration key: <c>WebPubSub:Hubs</c>.</remarks>
    public IDictionary<string, WebPubSubEmulatorHubOptions> Hubs { get; } =
        new Dictionary<string, WebPubSubEmulatorHubOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the delays before the emulator retries an event that failed with 408, 5xx or no connection.</summary>
    /// <value>The default is 1, 3 and 5 seconds, as in the service. Shorter delays make tests faster.</value>
    public IReadOnlyList<TimeSpan> EventRetryDelays { get; set; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)];

    internal EmulatorLimits Limits { get; set; } = EmulatorLimits.ServiceDefaults;

    /// <summary>Gets or sets the factory of the logger. The emulator logs, for example, why it rejected a client, a call or an event.</summary>
    /// <value>The default is <see langword="null"/>: no log. In an application, the emulator logs to the application and ignores this setting.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock of the emulator.</summary>
    /// <value>The default is the system clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets the capacity of the trace. The trace keeps the last messages, events, calls and connections for <see cref="WebPubSubEmulator.Inspector"/> and
    /// the live page.
    /// </summary>
    /// <value>0 to 100,000. The default is 1,000. With 0, the trace keeps no entries. It keeps at most 16 MiB of payloads, regardless of its capacity.</value>
    /// <remarks>Configuration key: <c>WebPubSub:TraceCapacity</c>.</remarks>
    public int TraceCapacity { get; set; } = 1000;

    /// <summary>Gets or sets whether the emulator adds a trace context to each event: the headers <c>traceparent</c> and <c>tracestate</c>.</summary>
    /// <value>
    /// The default is <see langword="true"/>. With <see langword="false"/>, events have no such headers, as far as known from the service, and the trace cannot
    /// name the event that caused a REST call. See <see href="https://www.w3.org/TR/trace-context/">W3C Trace Context</see>.
    /// </value>
    /// <remarks>Configuration key: <c>WebPubSub:SendTraceContext</c>.</remarks>
    public bool SendTraceContext { get; set; } = true;

    /// <summary>Gets or sets whether the emulator serves the live page, at its root.</summary>
    /// <value>
    /// The default is <see langword="null"/>: only while the emulator listens on a loopback address, and <see cref="AdvertisedAddress"/> is not another machine. Each visitor of the page can see payloads and create access
    /// tokens, so use <see langword="true"/> with another address only in a trusted network.
    /// </value>
    /// <remarks>Configuration key: <c>WebPubSub:EnableLivePage</c>.</remarks>
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
