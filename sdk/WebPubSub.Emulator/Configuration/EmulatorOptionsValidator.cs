// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Configuration;

/// <summary>Validates the options. The exception names each invalid setting by its path in the configuration.</summary>
internal static class EmulatorOptionsValidator
{
    private const int MinKeyBytes = 32;
    private static readonly TimeSpan MinKeepAlive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxKeepAlive = TimeSpan.FromSeconds(120);
    private static readonly Uri AnyAddress = new("http://localhost:8080");
    private static readonly string[] SystemEvents = ["connect", "connected", "disconnected"];
    private static readonly string[] ListenerEvents = ["connected", "disconnected"];
    private static readonly string[] GroupEvents = ["joined", "left"];

    public static void Validate(WebPubSubEmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Throw([.. FindFailures(options)]);
    }

    /// <summary>Throws if the URL template of an event handler is a path. Only an emulator inside an application can resolve a path.</summary>
    public static void ThrowIfPath(WebPubSubEmulatorOptions options) => Throw([.. options.Hubs.Values
        .SelectMany(hub => hub.EventHandlers)
        .Where(handler => handler is { Delegate: null, HttpMessageHandlerFactory: null } && UrlTemplate.IsPath(handler.UrlTemplate))
        .Select(handler => $"UrlTemplate '{handler.UrlTemplate}' is a path, which only an emulator inside an application (AddWebPubSubEmulator) can resolve.")]);

    private static void Throw(string[] failures)
    {
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(nameof(WebPubSubEmulatorOptions), typeof(WebPubSubEmulatorOptions), failures);
        }
    }

    private static IEnumerable<string> FindFailures(WebPubSubEmulatorOptions options)
    {
        if (options.Port is < 0 or > ushort.MaxValue)
        {
            yield return $"Port {options.Port} is invalid. Use 0 to 65535.";
        }

        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return $"Host '{options.Host}' is not a host name or address.";
        }

        if (options.AdvertisedAddress is { } advertised && AdvertisedAddress.Resolve(advertised, AnyAddress) is null)
        {
            yield return $"WebPubSub:AdvertisedAddress '{advertised}' is invalid. Use the host that clients reach, a host with a port, or an http or https URL without a path, such as localhost:9090.";
        }

        if (!IsKey(options.AccessKey))
        {
            yield return $"WebPubSub:AccessKey must have at least {MinKeyBytes} bytes and no semicolon, control character or blank at either end.";
        }

        if (options.SecondaryAccessKey is not null && !IsKey(options.SecondaryAccessKey))
        {
            yield return $"WebPubSub:SecondaryAccessKey must have at least {MinKeyBytes} bytes and no semicolon, control character or blank at either end.";
        }

        if (options.AllowUnvalidatedEntraTokens && !EmulatorHostNames.IsLoopback(options.Host))
        {
            yield return $"WebPubSub:AllowUnvalidatedEntraTokens lets each client that can reach Host '{options.Host}' call the REST API. Use a loopback host, such as localhost.";
        }

        if (options.AllowUnvalidatedEntraTokens && options.AdvertisedAddress is { } reachable && AdvertisedAddress.Resolve(reachable, AnyAddress) is { } address && !EmulatorHostNames.IsLoopback(address.Host))
        {
            yield return $"WebPubSub:AllowUnvalidatedEntraTokens lets each client that can reach AdvertisedAddress '{reachable}' call the REST API. Advertise a loopback host, such as localhost.";
        }

        if (options.TraceCapacity is < 0 or > WebPubSubEmulatorOptions.MaxTraceCapacity)
        {
            yield return $"TraceCapacity {options.TraceCapacity} is out of range. Use 0 to {WebPubSubEmulatorOptions.MaxTraceCapacity}.";
        }

        if (options.EventRetryDelays.Any(delay => delay < TimeSpan.Zero))
        {
            yield return "EventRetryDelays contains a negative delay.";
        }

        foreach ((string hub, WebPubSubEmulatorHubOptions settings) in options.Hubs)
        {
            foreach (string failure in FindFailures(hub, settings))
            {
                yield return failure;
            }
        }
    }

    private static IEnumerable<string> FindFailures(string hub, WebPubSubEmulatorHubOptions settings)
    {
        if (!WebPubSubNames.IsValidHub(hub))
        {
            yield return $"WebPubSub:Hubs:{hub} is not a valid hub name. Use a letter, followed by letters, digits or any of _ ` , . [ ].";
        }

        if (settings.WebSocketKeepAliveInterval < MinKeepAlive || settings.WebSocketKeepAliveInterval > MaxKeepAlive)
        {
            yield return $"WebPubSub:Hubs:{hub}:WebSocketKeepAliveIntervalInSeconds must be 1 to 120 seconds.";
        }

        for (int index = 0; index < settings.EventListeners.Count; index++)
        {
            WebPubSubEmulatorEventListenerOptions listener = settings.EventListeners[index];
            string path = $"WebPubSub:Hubs:{hub}:EventListeners:{index}:Filter";
            foreach (string name in listener.SystemEvents.Except(ListenerEvents, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{path}:SystemEvents contains '{name}'. Use {string.Join(", ", ListenerEvents)}.";
            }

            if (listener.EventPattern is { } pattern && pattern.Trim() != "*" && pattern.AsSpan().ContainsAny('*', '?'))
            {
                yield return $"{path}:UserEventPattern '{pattern}' contains a wildcard in a name. Use * for all events, or names separated by commas.";
            }
        }

        for (int index = 0; index < settings.EventHandlers.Count; index++)
        {
            WebPubSubEmulatorEventHandlerOptions handler = settings.EventHandlers[index];
            string path = $"WebPubSub:Hubs:{hub}:EventHandlers:{index}";
            if (UrlTemplate.Validate(handler.Template) is { } fault)
            {
                yield return $"{path}:UrlTemplate {fault}";
            }

            foreach (string name in handler.SystemEvents.Except(SystemEvents, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{path}:SystemEvents contains '{name}'. Use {string.Join(", ", SystemEvents)}.";
            }

            foreach (string name in handler.GroupPresenceEvents.Except(GroupEvents, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{path}:GroupPresenceEvents:EventNames contains '{name}'. Use {string.Join(", ", GroupEvents)}.";
            }

            foreach (string filter in handler.GroupFilters.Where(filter => GroupPattern.Parse(filter) is null))
            {
                yield return $"{path}:GroupPresenceEvents:GroupFilters contains '{filter}', which is not a valid group pattern.";
            }
        }
    }

    private static bool IsKey(string? key) =>
        key is not null
        && Encoding.UTF8.GetByteCount(key) >= MinKeyBytes
        && key.Trim().Length == key.Length
        && !key.Contains(';', StringComparison.Ordinal)
        && !key.Any(char.IsControl);
}
