// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>A method with <c>[UserEvent]</c>: where it is, which event it is for, and how it is called; or why it cannot be.</summary>
internal sealed record UserEventMethod(
    string HubKey, string Namespace, string TypeDeclarations, string EventName, UserEventCall? Call, UserEventFault Position, UserEventFault? Fault);
