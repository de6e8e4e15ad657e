// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Upstream;

/// <summary>One event for an event handler. See docs/protocols/event-handler.md#41-headers-of-each-event.</summary>
internal sealed record UpstreamEvent(
    WebPubSubEventType Type,
    string Name,
    long Id,
    string Hub,
    string ConnectionId,
    string? UserId,
    string? Subprotocol,
    string? ConnectionState,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    CookieStore Cookies,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    public const string Json = "application/json";

    /// <summary>Gets the group of a group event.</summary>
    public string? Group { get; init; }

    /// <summary>Gets the body for the trace, if the real body contains secrets.</summary>
    public ReadOnlyMemory<byte>? ShownBody { get; init; }

    public string CloudEventType => Type switch
    {
        WebPubSubEventType.System => "azure.webpubsub.sys.",
        WebPubSubEventType.GroupPresence => "azure.webpubsub.gp.",
        _ => "azure.webpubsub.user.",
    } + Name;

    public EmulatorHandlerCall ToCall() => new(Hub, Name)
    {
        ConnectionId = ConnectionId,
        UserId = UserId,
        ContentType = ContentType,
        Body = EmulatorHandlerCall.Keep(ShownBody ?? Body),
    };
}
