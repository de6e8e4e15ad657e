// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;

namespace WebPubSub.SourceGenerator;

/// <summary>What cannot work, told when the application is built.</summary>
internal static class UserEventDiagnostics
{
    public static readonly DiagnosticDescriptor NotAHub = Create(
        "WPS001", "[UserEvent] outside a hub", "'{0}' has [UserEvent], but '{1}' does not derive from WebPubSubHub");

    public static readonly DiagnosticDescriptor NotPartial = Create(
        "WPS002", "Hub is not partial", "'{1}' has [UserEvent] methods such as '{0}': make it, and every type around it, partial");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "WPS003", "Two methods for one user event", "'{0}' is for the event '{1}', which another method of the hub has already; names are compared ignoring case");

    public static readonly DiagnosticDescriptor BadName = Create(
        "WPS004", "No name of an event", "'{0}' is for the event '{1}': a name is a letter, then up to 127 letters, digits or one of _ . -");

    public static readonly DiagnosticDescriptor BadMethod = Create(
        "WPS005", "Method cannot handle a user event", "'{0}' has [UserEvent] and must not be {1}");

    public static readonly DiagnosticDescriptor BadParameter = Create(
        "WPS006", "Parameter cannot be given", "Parameter '{1}' of '{0}' {2}");

    public static readonly DiagnosticDescriptor BadReturn = Create(
        "WPS007", "Result cannot be sent", "'{0}' returns '{1}': return nothing, a value, UserEventResponse, or a Task or ValueTask of those");

    public static readonly DiagnosticDescriptor OwnDispatch = Create(
        "WPS008", "Hub dispatches by itself", "'{1}' overrides OnUserEventAsync, so that its [UserEvent] methods such as '{0}' are never called: do one or the other");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "WebPubSub", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
