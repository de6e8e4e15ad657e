// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Why an event did not do what its developer expects, and what to change. Event handler reference, sections 2, 3 and 6.</summary>
internal static class HandlerReason
{
    /// <summary>Why no handler wants an event.</summary>
    public static string ForNone(HubSettings settings, UpstreamEvent upstreamEvent)
    {
        string hub = upstreamEvent.Hub;
        if (settings.Find(hub)?.EventHandlers is not { Count: > 0 } handlers)
        {
            string[] others = [.. settings.HubsWithEventHandlers.Order(StringComparer.OrdinalIgnoreCase)];
            return others.Length == 0
                ? $"No event handler is configured for hub '{hub}', nor for any other: set WebPubSub:Hubs:{hub}:EventHandlers:0:UrlTemplate."
                : $"No event handler is configured for hub '{hub}', but for {string.Join(", ", others.Select(other => $"'{other}'"))}: is the hub name right?";
        }

        string wanted = string.Join("; ", handlers.Select((handler, index) =>
            string.Create(CultureInfo.InvariantCulture, $"{index}: {Describe(handler, upstreamEvent.Type)}")));
        return $"No event handler of hub '{hub}' wants the event '{upstreamEvent.Name}'. What they want is {wanted}.";
    }

    /// <summary>What an error of a handler means.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="isConnect">Whether the event asked to let a client in.</param>
    /// <param name="text">What the answer says, or null: that is better than any guess.</param>
    public static string ForStatus(int status, string hub, bool isConnect, string? text)
    {
        if (text is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The event handler answered {status} and said: {text}");
        }

        string refusal = isConnect ? "It does not let this client in, or it" : "It";
        string meaning = status switch
        {
            401 or 403 => $"{refusal} does not trust the event: then its access key differs from the emulator's, so that no signature matches, or it expects events from another host.",
            404 => $"There is no event handler at this path, or only one of another hub than '{hub}': compare the path and the hub name with those of MapWebPubSubHub.",
            405 => "Something else than an event handler is at this path: it takes no POST.",
            >= 300 and < 400 => "It redirects, which the service does not follow: use the address that it redirects to, or leave out the redirection to HTTPS for this path.",
            408 => "It took too long.",
            413 => "The message is larger than the handler takes.",
            >= 500 => "The event handler failed; its own log says why.",
            _ => "The event handler refused the event.",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The event handler answered {status}. {meaning}");
    }

    /// <summary>Why a validation failed. Section 3.</summary>
    public static string ForValidation(int status, string[] allowed, string origin)
    {
        string answer = allowed.Length == 0 ? "no" : string.Join(" and ", allowed);
        string next = status switch
        {
            404 => "There is no event handler at this path.",
            401 or 403 => $"It does not expect events from '{origin}': is its connection string the one of this emulator?",
            >= 500 => "It fails.",
            >= 200 and < 300 => $"Something is there, but it does not say that it wants events from '{origin}'.",
            _ => "Is it an event handler?",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"Its validation answered {status} with {answer} WebHook-Allowed-Origin; needed is 2xx and '*' or '{origin}'. {next}");
    }

    /// <summary>Why a handler could not be reached.</summary>
    public static string ForException(Exception exception, Uri url, TimeSpan deadline) => exception switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"It did not answer within {deadline.TotalSeconds} s."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
            $"Nothing answers at {url.Scheme}://{url.Authority}: start the application, or correct the address.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"There is no host '{url.Host}'.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"The TLS certificate of {url.Authority} is not trusted here: use the http address, or run 'dotnet dev-certs https --trust'.",
        _ => exception.Message,
    };

    private static string Describe(WebPubSubEmulatorEventHandlerOptions handler, WebPubSubEventType type) => type == WebPubSubEventType.User
        ? handler.EventPattern is null ? "no user events (EventPattern is not set)" : $"user events like '{handler.EventPattern}'"
        : handler.SystemEvents.Count == 0 ? "no system events (SystemEvents is empty)" : $"the system events {string.Join(", ", handler.SystemEvents)}";
}
