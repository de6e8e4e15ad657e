// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The reasons of failed events, each with its fix. See docs/protocols/event-handler.md#2-hub-settings, #3-webhook-validation and #6-order-retries-timeouts.</summary>
internal static class HandlerReason
{
    /// <summary>Returns the reason that no event handler receives an event.</summary>
    public static string ForNone(HubSettings settings, UpstreamEvent upstreamEvent)
    {
        string hub = upstreamEvent.Hub;
        if (settings.Find(hub)?.EventHandlers is { Count: > 0 } handlers)
        {
            if (handlers.All(handler => handler.IsMappedHub))
            {
                return ForMappedHub(hub, upstreamEvent);
            }

            string configured = string.Join("; ", handlers.Select((handler, index) =>
                string.Create(CultureInfo.InvariantCulture, $"EventHandlers:{index} receives {Describe(handler, upstreamEvent.Type)}")));
            return $"No event handler of hub '{hub}' receives the event '{upstreamEvent.Name}'. {configured}. Change WebPubSub:Hubs:{hub}:EventHandlers, or the name of the event.";
        }

        string[] others = [.. settings.HubsWithEventHandlers.Order(StringComparer.OrdinalIgnoreCase)];
        return others.Length == 0
            ? $"No hub has an event handler. Start the emulator with --hub {hub}=<url>, or set WebPubSub:Hubs:{hub}:EventHandlers:0:UrlTemplate."
            : "No event handler is configured for this hub. " + Explanation.UnknownHub(hub, others);
    }

    /// <summary>Returns the reason of an error status.</summary>
    /// <param name="status">The HTTP status of the answer.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="isConnect">Whether the event is a <c>connect</c> event.</param>
    /// <param name="text">The text of the answer; <see langword="null"/> to explain the status.</param>
    public static string ForStatus(int status, string hub, bool isConnect, string? text)
    {
        if (text is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The event handler answered {status}: {text}");
        }

        string rejected = isConnect ? "The event handler rejected the client, or it could not verify the event." : "The event handler could not verify the event.";
        string meaning = status switch
        {
            401 or 403 => $"{rejected} {Explanation.WrongSignature}",
            404 => $"{Explanation.WrongHandlerPath} Compare the hub name '{hub}' with the name of AddHub.",
            405 => "The endpoint at this path does not accept POST, so it is not an event handler.",
            >= 300 and < 400 => Explanation.Redirect,
            408 => "The event handler timed out.",
            413 => "The message is larger than the event handler accepts (WebPubSubOptions.MaxEventBodySize).",
            >= 500 => "The event handler failed. Its log contains the exception.",
            _ => "The event handler rejected the event. Its log contains the reason.",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The event handler answered {status}. {meaning}");
    }

    /// <summary>Returns the reason of a failed webhook validation. See docs/protocols/event-handler.md#3-webhook-validation.</summary>
    public static string ForValidation(int status, string[] allowed, string origin)
    {
        string header = allowed.Length == 0 ? "no header WebHook-Allowed-Origin" : $"WebHook-Allowed-Origin '{string.Join(", ", allowed)}'";
        string meaning = status switch
        {
            404 => Explanation.WrongHandlerPath,
            401 or 403 => $"The event handler does not accept events from '{origin}'. Use the connection string of this emulator in the application.",
            >= 300 and < 400 => Explanation.Redirect,
            >= 500 => "The application failed. Its log contains the exception.",
            >= 200 and < 300 => "The endpoint at this path is not an event handler, or another middleware answered.",
            _ => "The endpoint at this path may not be an event handler.",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"The answer to the webhook validation was {status} with {header}. Expected a 2xx status with '*' or '{origin}'. {meaning}");
    }

    /// <summary>Returns the reason that an event handler could not be called.</summary>
    public static string ForException(Exception exception, Uri url, TimeSpan deadline) => exception switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"The event handler did not answer within {deadline.TotalSeconds} s."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
            $"No program listens at {url.Scheme}://{url.Authority}. Start the application, or correct the URL of the event handler.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"The host '{url.Host}' is unknown. Correct the URL of the event handler.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            Explanation.FailedTls(url, exception),
        _ => exception.Message,
    };

    // The application has no settings of event handlers to change: the methods of the hub class select the events.
    private static string ForMappedHub(string hub, UpstreamEvent upstreamEvent)
    {
        if (upstreamEvent.Type == WebPubSubEventType.User)
        {
            return $"The class of hub '{hub}' handles no user events, so no event handler receives the event '{upstreamEvent.Name}'. Override OnMessageReceivedAsync, or add a method with [UserEvent].";
        }

        string method = upstreamEvent.Name == "connected" ? "OnConnectedAsync" : "OnDisconnectedAsync"; // a client connects without an event if no event handler receives 'connect'
        return $"The class of hub '{hub}' does not override {method}, so the event '{upstreamEvent.Name}' is not sent. Override the method if the application needs this event.";
    }

    private static string Describe(WebPubSubEmulatorEventHandlerOptions handler, WebPubSubEventType type) => type == WebPubSubEventType.User
        ? handler.EventPattern is null ? "no user events (EventPattern is not set)" : $"user events with the pattern '{handler.EventPattern}'"
        : handler.SystemEvents.Count == 0 ? "no system events (SystemEvents is empty)" : $"the system events {string.Join(", ", handler.SystemEvents)}";
}
