// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebPubSub;

/// <summary>The base class of hubs. Derive from it, and override the methods for the events that the application handles.</summary>
/// <remarks>
/// The ASP.NET Core handler creates an instance for each event, in the service scope of the request. You can inject scoped services into the constructor.
/// If the response status is 408 or 5xx, the service sends the event again. So an override of <see cref="OnConnectAsync"/> must tolerate repeated events.
/// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.
/// </remarks>
public abstract class WebPubSubHub
{
    /// <summary>Gets the JSON options for the payloads and results of methods with <see cref="UserEventAttribute"/>.</summary>
    /// <value>
    /// The default is <see cref="JsonSerializerOptions.Web"/>. For trimming and native AOT, return the options of a source-generated context, such as
    /// <c>ChatJson.Default.Options</c>.
    /// </value>
    protected virtual JsonSerializerOptions UserEventJsonOptions => DefaultJsonOptions();

    // Without nullable annotations, an override can return a nullable or a non-nullable response without a warning. Hubs that were written
    // for the official package return a non-nullable response.
#nullable disable annotations
#pragma warning disable RS0041 // public members should not be oblivious

    /// <summary>Handles a client that wants to connect. The client waits for the response.</summary>
    /// <param name="request">The claims, query, headers and subprotocols of the client.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted.</param>
    /// <returns>
    /// A response that accepts the client, or the result of <see cref="ConnectEventRequest.CreateErrorResponse(int, string?)"/> to reject it. The default
    /// is <see langword="null"/>, which accepts the client with the values of its access token.
    /// </returns>
    public virtual ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        default;

    /// <summary>Handles a raw message or a custom event of a client. The service handles the next message of the client after the response.</summary>
    /// <param name="request">The message. Its context contains the name of the event.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted, for example because the client disconnects.</param>
    /// <returns>
    /// A response with a reply to the client, or the result of <see cref="UserEventRequest.CreateErrorResponse(int, string?)"/> to reject the event. The
    /// default is <see langword="null"/>, which means that the event succeeds without a reply.
    /// </returns>
    public virtual ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        request?.IsUnhandled = true;
        return default;
    }

    /// <summary>Calls the method that handles a user event: a method with <see cref="UserEventAttribute"/>, or else <see cref="OnMessageReceivedAsync"/>.</summary>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted, for example because the client disconnects.</param>
    /// <returns>The response, as for <see cref="OnMessageReceivedAsync"/>.</returns>
    /// <remarks>In a hub that has methods with <see cref="UserEventAttribute"/>, generated code overrides this method.</remarks>
    public virtual ValueTask<UserEventResponse> OnUserEventAsync(UserEventRequest request, CancellationToken cancellationToken) =>
        OnMessageReceivedAsync(request, cancellationToken);

#pragma warning restore RS0041
#nullable restore annotations

    /// <summary>Handles a client that has connected. The default implementation calls the overload without a token.</summary>
    /// <param name="request">The connection.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken) => OnConnectedAsync(request);

    /// <summary>Handles a client that has connected.</summary>
    /// <param name="request">The connection.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnConnectedAsync(ConnectedEventRequest request) => Task.CompletedTask;

    /// <summary>Handles the end of a connection. The default implementation calls the overload without a token.</summary>
    /// <param name="request">The connection, and the reason why it ended.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken) =>
        OnDisconnectedAsync(request);

    /// <summary>Handles the end of a connection.</summary>
    /// <param name="request">The connection, and the reason why it ended.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnDisconnectedAsync(DisconnectedEventRequest request) => Task.CompletedTask;

    /// <summary>Handles a connection that has joined a group. The default implementation calls the overload without a token.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnGroupJoinedAsync(GroupJoinedEventRequest request, CancellationToken cancellationToken) => OnGroupJoinedAsync(request);

    /// <summary>Handles a connection that has joined a group.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnGroupJoinedAsync(GroupJoinedEventRequest request) => Task.CompletedTask;

    /// <summary>Handles a connection that has left a group. The default implementation calls the overload without a token.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <param name="cancellationToken">A token that is cancelled when the request is aborted.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnGroupLeftAsync(GroupLeftEventRequest request, CancellationToken cancellationToken) => OnGroupLeftAsync(request);

    /// <summary>Handles a connection that has left a group.</summary>
    /// <param name="request">The connection and the group.</param>
    /// <returns>A task that completes when the event is handled.</returns>
    public virtual Task OnGroupLeftAsync(GroupLeftEventRequest request) => Task.CompletedTask;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Where reflection is off, a type that no context knows is refused by its name.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    private static JsonSerializerOptions DefaultJsonOptions() => JsonSerializerOptions.Web;
}
