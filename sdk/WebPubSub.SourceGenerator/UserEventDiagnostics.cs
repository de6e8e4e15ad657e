// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;

namespace WebPubSub.SourceGenerator;

/// <summary>The errors that the generator reports. Each error has a link to its cause and fix.</summary>
internal static class UserEventDiagnostics
{
    public static readonly DiagnosticDescriptor NotAHub = Create(
        "WPS001", "[UserEvent] outside a hub", "'{0}' has [UserEvent], but '{1}' does not derive from WebPubSubHub");

    public static readonly DiagnosticDescriptor NotPartial = Create(
        "WPS002", "Hub is not partial", "'{1}' has [UserEvent] methods such as '{0}', but is not partial. Make the hub, and every type around it, partial.");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "WPS003", "Two methods for one user event", "'{0}' handles the event '{1}', which another method of the hub handles already. Event names are compared without regard to case.");

    public static readonly DiagnosticDescriptor BadName = Create(
        "WPS004", "Invalid event name", "'{0}' handles the event '{1}', which is an invalid name. An event name is a letter, followed by up to 127 letters, digits or any of _ . -");

    public static readonly DiagnosticDescriptor BadMethod = Create(
        "WPS005", "Method cannot handle a user event", "'{0}' has [UserEvent] and must not be {1}");

    public static readonly DiagnosticDescriptor BadParameter = Create(
        "WPS006", "Parameter cannot be bound", "Parameter '{1}' of '{0}' {2}");

    public static readonly DiagnosticDescriptor BadReturn = Create(
        "WPS007", "Result cannot be sent", "'{0}' returns '{1}'. The method can return void, a value, a UserEventResponse, an EventErrorResponse, or a Task or ValueTask of one of these.");

    public static readonly DiagnosticDescriptor OwnDispatch = Create(
        "WPS008", "[UserEvent] methods are never called", "'{1}' overrides OnUserEventAsync, so its [UserEvent] methods such as '{0}' are never called. Remove the override or the [UserEvent] methods.");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "WebPubSub", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: DiagnosticHelp.LinkTo(id));
}
