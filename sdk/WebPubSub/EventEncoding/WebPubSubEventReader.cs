// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebPubSub;

/// <summary>Reads events from the HTTP requests of the service. It does not depend on a web server.</summary>
/// <remarks>
/// The reader does not verify the event. Use <see cref="EventSignature"/> to verify it. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">CloudEvents of Web PubSub</see>.
/// </remarks>
public static class WebPubSubEventReader
{
    private const string SystemPrefix = "azure.webpubsub.sys.";
    private const string UserPrefix = "azure.webpubsub.user.";
    private const string GroupPrefix = "azure.webpubsub.gp.";

    /// <summary>Reads the headers of a request.</summary>
    /// <param name="header">A function that returns the value of a header, or <see langword="null"/>. It must ignore the case of the name.</param>
    /// <param name="headers">All headers, for <see cref="WebPubSubConnectionContext.Headers"/>.</param>
    /// <param name="context">The connection of the event.</param>
    /// <param name="error">The reason why the request is not an event, for a log.</param>
    /// <returns><see langword="false"/> if the request is not an event of the service. Answer it with status 400.</returns>
    public static bool TryReadContext(
        Func<string, string?> header,
        IReadOnlyDictionary<string, string[]>? headers,
        [NotNullWhen(true)] out WebPubSubConnectionContext? context,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(header);
        return TryReadContext(header, static (source, name) => source(name), headers, out context, out error);
    }

    /// <summary>Reads the headers of a request. This overload needs no closure for each request.</summary>
    /// <typeparam name="TSource">The type of the source.</typeparam>
    /// <param name="source">The source of the headers, such as a collection of headers.</param>
    /// <param name="getHeader">A function that returns the value of a header, or <see langword="null"/>. It must ignore the case of the name.</param>
    /// <param name="headers">All headers, for <see cref="WebPubSubConnectionContext.Headers"/>.</param>
    /// <param name="context">The connection of the event.</param>
    /// <param name="error">The reason why the request is not an event, for a log.</param>
    /// <returns><see langword="false"/> if the request is not an event of the service. Answer it with status 400.</returns>
    public static bool TryReadContext<TSource>(
        TSource source,
        Func<TSource, string, string?> getHeader,
        IReadOnlyDictionary<string, string[]>? headers,
        [NotNullWhen(true)] out WebPubSubConnectionContext? context,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(getHeader);
        var header = new HeaderSource<TSource>(source, getHeader);
        context = null;
        string? version = header.Get("ce-specversion");
        string? type = header.Get("ce-type");
        string? hub = header.Get("ce-hub");
        string? connectionId = header.Get("ce-connectionId");
        string? eventName = header.Get("ce-eventName");
        string? origin = header.Get("WebHook-Request-Origin");
        error = FindMissing(
            ("ce-specversion", version),
            ("ce-awpsversion", header.Get("ce-awpsversion")),
            ("ce-type", type),
            ("ce-hub", hub),
            ("ce-connectionId", connectionId),
            ("ce-eventName", eventName),
            ("WebHook-Request-Origin", origin));
        error ??= version == "1.0" ? null : "header ce-specversion is not 1.0";
        if (error is not null)
        {
            return false;
        }

        context = CreateContext(header, headers, type!, hub!, connectionId!, eventName!, origin!);
        return true;
    }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="context">The context that <see cref="TryReadContext"/> returned.</param>
    /// <param name="type">The value of <c>ce-type</c>, which determines the kind of event.</param>
    /// <param name="contentType">The value of <c>Content-Type</c>.</param>
    /// <param name="body">The body.</param>
    /// <returns>The event, or <see langword="null"/> for a kind of event that this version does not support. Answer it with status 204.</returns>
    /// <exception cref="FormatException">The body is invalid for this kind of event. Answer it with status 400.</exception>
    public static WebPubSubEventRequest? Read(WebPubSubConnectionContext context, string type, string? contentType, BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(body);

        if (type.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new UserEventRequest(context, body, WebPubSubContentTypes.FromContentType(contentType), contentType);
        }

        if (type.StartsWith(SystemPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return type[SystemPrefix.Length..].ToLowerInvariant() switch
            {
                "connect" => ReadConnect(context, body),
                "connected" => context is MqttConnectionContext mqtt ? new MqttConnectedEventRequest(mqtt) : new ConnectedEventRequest(context),
                "disconnected" => ReadDisconnected(context, body),
                _ => null, // a newer service can send events that this version does not support
            };
        }

        if (type.StartsWith(GroupPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return type[GroupPrefix.Length..].ToLowerInvariant() switch
            {
                "joined" => new GroupJoinedEventRequest(context, ReadGroup(body)),
                "left" => new GroupLeftEventRequest(context, ReadGroup(body)),
                _ => null,
            };
        }

        return null;
    }

    private static string? FindMissing(params ReadOnlySpan<(string Name, string? Value)> required)
    {
        foreach ((string name, string? value) in required)
        {
            if (string.IsNullOrEmpty(value))
            {
                return $"header {name} is missing";
            }
        }

        return null;
    }

    private static WebPubSubConnectionContext CreateContext<TSource>(
        HeaderSource<TSource> header,
        IReadOnlyDictionary<string, string[]>? headers,
        string type,
        string hub,
        string connectionId,
        string eventName,
        string origin)
    {
        WebPubSubEventType eventType =
            type.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase) ? WebPubSubEventType.User
            : type.StartsWith(GroupPrefix, StringComparison.OrdinalIgnoreCase) ? WebPubSubEventType.GroupPresence
            : WebPubSubEventType.System;
        string? userId = header.Get("ce-userId");
        string? signature = header.Get("ce-signature");
        string? state = header.Get("ce-connectionState");
        string? subprotocol = header.Get("ce-subprotocol");
        string? eventId = header.Get("ce-id");
        string? requestId = header.Get("x-ms-client-request-id");
        string? time = header.Get("ce-time");
        return header.Get("ce-physicalConnectionId") is { Length: > 0 } physicalConnectionId
            ? new MqttConnectionContext(
                eventType, eventName, hub, connectionId, physicalConnectionId, header.Get("ce-sessionId"), userId, signature, origin, null, headers)
            {
                RawConnectionState = state,
                Subprotocol = subprotocol,
                EventId = eventId,
                RawEventTime = time,
                RequestId = requestId,
            }
            : new WebPubSubConnectionContext(eventType, eventName, hub, connectionId, userId, signature, origin, null, headers)
            {
                RawConnectionState = state,
                Subprotocol = subprotocol,
                EventId = eventId,
                RawEventTime = time,
                RequestId = requestId,
            };
    }

    private static ConnectEventRequest ReadConnect(WebPubSubConnectionContext context, BinaryData body)
    {
        ConnectEventBody? connect = ReadJson(body, EventJsonContext.Default.ConnectEventBody);
        return context is MqttConnectionContext mqtt
            ? new MqttConnectEventRequest(
                mqtt,
                connect?.Claims,
                connect?.Query,
                connect?.ClientCertificates,
                connect?.Headers,
                connect?.Mqtt?.ToProperties() ?? throw new FormatException("The body of an MQTT connect event has no 'mqtt'."))
            : new ConnectEventRequest(
                context, connect?.Claims, connect?.Query, connect?.Subprotocols, connect?.ClientCertificates, connect?.Headers);
    }

    private static DisconnectedEventRequest ReadDisconnected(WebPubSubConnectionContext context, BinaryData body)
    {
        DisconnectedEventBody? disconnected = ReadJson(body, EventJsonContext.Default.DisconnectedEventBody);
        return context is MqttConnectionContext mqtt
            ? new MqttDisconnectedEventRequest(
                mqtt,
                disconnected?.Reason,
                new MqttDisconnectedEventRequestProperties(disconnected?.Mqtt?.InitiatedByClient ?? false, disconnected?.Mqtt?.DisconnectPacket))
            : new DisconnectedEventRequest(context, disconnected?.Reason);
    }

    private static string ReadGroup(BinaryData body) =>
        ReadJson(body, EventJsonContext.Default.GroupEventBody)?.Group ?? throw new FormatException("The body of a group event has no 'group'.");

    private static T? ReadJson<T>(BinaryData body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (body.IsEmpty)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException exception)
        {
            throw new FormatException("The body of the event is not valid JSON for its event type.", exception);
        }
    }

    private readonly struct HeaderSource<TSource>(TSource source, Func<TSource, string, string?> getHeader)
    {
        public string? Get(string name) => getHeader(source, name);
    }
}
