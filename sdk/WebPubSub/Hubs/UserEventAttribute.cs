// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Marks a hub method that handles the user event with a given name. Its parameters can have the types of the application.</summary>
/// <remarks>
/// <para>
/// The hub must be <c>partial</c>: a source generator writes the call when you build the application. It reports an error for a method that it cannot
/// call. Event names are not case-sensitive. <see cref="WebPubSubHub.OnMessageReceivedAsync"/> handles events that have no such method.
/// </para>
/// <para>
/// The method can have these parameters, each at most once and in any order: the payload (<see cref="string"/>, <see cref="BinaryData"/> or a type that
/// is deserialized from JSON), <see cref="UserEventRequest"/>, <see cref="WebPubSubConnectionContext"/> and <see cref="CancellationToken"/>.
/// </para>
/// <para>
/// The method can return <c>void</c>, a value, a <see cref="UserEventResponse"/>, an <see cref="EventErrorResponse"/>, or a <see cref="Task"/> or
/// <see cref="ValueTask"/> of one of these. A value is the reply: text for a <see cref="string"/>, bytes for <see cref="BinaryData"/>, JSON otherwise.
/// </para>
/// <para>If the payload cannot be read as the type of the parameter, the event is rejected with status 400, and the method is not called.</para>
/// </remarks>
/// <param name="name">The name of the event. The default is <see langword="null"/>, which means the name of the method.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UserEventAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the name of the event, or <see langword="null"/> if it is the name of the method.</summary>
    public string? Name { get; } = name;
}
