// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebPubSub;

/// <summary>Handles the events of a hub. Derive from it and override what the application cares about.</summary>
/// <remarks>
/// An instance lives for one event, in the scope of the request that brings it, so that scoped services can be injected into its
/// constructor. The service sends an event again when the answer was 408 or 5xx, so an override of <see cref="OnConnectAsync"/> must tolerate repeats.
/// Protocol reference: event handler, section 13.
/// </remarks>
public abstract class WebPubSubHub
{
    /// <summary>Gets how payloads and results of methods with <see cref="UserEventAttribute"/> are read from JSON and written to it.</summary>
    /// <value>
    /// The default is <see cref="JsonSerializerOptions.Web"/>. For trimming and native AOT return the options of a source-generated context:
    /// <c>ChatJson.Default.Options</c>.
    /// </value>
    protected virtual JsonSerializerOptions UserEventJsonOptions => DefaultJsonOptions();

    // Without annotations an override may return a nullable answer or one that is not, both without a warning: hubs that were
    // written for the official package have the latter.
#nullable disable annotations
#pragma warning disable RS0041 // public members should not be oblivious

    /// <summary>A client wants to connect; it waits for the answer.</summary>
    /// <param name="request">The client's claims, query, headers and subprotocols.</param>
    /// <param name="cancellationToken">Cancelled when the service gives up waiting.</param>
    /// <returns>
    /// An acceptance, or a refusal by <see cref="ConnectEventRequest.CreateErrorResponse(int, string?)"/>; <see langword="null"/> accepts the client as
    /// its token says, which is the default.
    /// </returns>
    public virtual ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        default;

    /// <summary>A client sent a raw message or a custom event; its next message waits for the answer.</summary>
    /// <param name="request">What it sent; the event's name is in the context.</param>
    /// <param name="cancellationToken">Cancelled when the client is gone.</param>
    /// <returns>
    /// A reply to this client, or a refusal by <see cref="UserEventRequest.CreateErrorResponse(int, string?)"/>; <see langword="null"/> succeeds without
    /// a reply, which is the default.
    /// </returns>
    public virtual ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        request?.IsUnhandled = true;
        return default;
    }

    /// <summary>Finds the method for a user event: the one with its <see cref="UserEventAttribute"/>, else <see cref="OnMessageReceivedAsync"/>.</summary>
    /// <param name="request">What the client sent.</param>
    /// <param name="cancellationToken">Cancelled when the client is gone.</param>
    /// <returns>As <see cref="OnMessageReceivedAsync"/>.</returns>
    /// <remarks>Overridden by generated code in a hub with such methods.</remarks>
    public virtual ValueTask<UserEventResponse> OnUserEventAsync(UserEventRequest request, CancellationToken cancellationToken) =>
        OnMessageReceivedAsync(request, cancellationToken);

#pragma warning restore RS0041
#nullable restore annotations

    /// <summary>A client is connected. Calls the overload without a token unless overridden.</summary>
    /// <param name="request">The connection.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken) => OnConnectedAsync(request);

    /// <summary>A client is connected.</summary>
    /// <param name="request">The connection.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnConnectedAsync(ConnectedEventRequest request) => Task.CompletedTask;

    /// <summary>A connection has ended. Calls the overload without a token unless overridden.</summary>
    /// <param name="request">The connection and why it ended.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken) =>
        OnDisconnectedAsync(request);

    /// <summary>A connection has ended.</summary>
    /// <param name="request">The connection and why it ended.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnDisconnectedAsync(DisconnectedEventRequest request) => Task.CompletedTask;

    /// <summary>A connection has joined a group. Calls the overload without a token unless overridden.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnGroupJoinedAsync(GroupJoinedEventRequest request, CancellationToken cancellationToken) => OnGroupJoinedAsync(request);

    /// <summary>A connection has joined a group.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnGroupJoinedAsync(GroupJoinedEventRequest request) => Task.CompletedTask;

    /// <summary>A connection has left a group. Calls the overload without a token unless overridden.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnGroupLeftAsync(GroupLeftEventRequest request, CancellationToken cancellationToken) => OnGroupLeftAsync(request);

    /// <summary>A connection has left a group.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <returns>A task that ends when the event is handled.</returns>
    public virtual Task OnGroupLeftAsync(GroupLeftEventRequest request) => Task.CompletedTask;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Where reflection is off, a type that no context knows is refused by its name.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    private static JsonSerializerOptions DefaultJsonOptions() => JsonSerializerOptions.Web;
}
