// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>A method with <c>[UserEvent]</c>: its hub, its event, and the data for the call or the error that prevents the call.</summary>
internal sealed record UserEventMethod(
    string HubKey, string Namespace, string TypeDeclarations, string EventName, UserEventCall? Call, UserEventFault Position, UserEventFault? Fault);
