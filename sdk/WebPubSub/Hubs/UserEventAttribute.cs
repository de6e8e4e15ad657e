// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Marks the method of a hub that handles a user event by its name, with parameters of the application's own types.</summary>
/// <remarks>
/// <para>
/// The hub must be <c>partial</c>: the call is generated when the application is built, and what cannot work is an error then. Names are compared
/// ignoring case. An event without such a method goes to <see cref="WebPubSubHub.OnMessageReceivedAsync"/>.
/// </para>
/// <para>
/// Parameters, each at most once, in any order: the payload (a type that JSON is read into, <see cref="string"/> or <see cref="BinaryData"/>),
/// <see cref="UserEventRequest"/>, <see cref="WebPubSubConnectionContext"/>, <see cref="CancellationToken"/>. Returned is nothing, a value, which is
/// the reply (text for a <see cref="string"/>, bytes for <see cref="BinaryData"/>, JSON otherwise), or <see cref="UserEventResponse"/>; or a
/// <see cref="Task"/> or <see cref="ValueTask"/> of those.
/// </para>
/// <para>A payload that is not JSON of the parameter's type is refused with 400, without a call.</para>
/// </remarks>
/// <param name="name">The name of the event; the name of the method when not given.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UserEventAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the name of the event, or <see langword="null"/> for that of the method.</summary>
    public string? Name { get; } = name;
}
