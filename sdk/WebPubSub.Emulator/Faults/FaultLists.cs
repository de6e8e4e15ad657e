// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator.Faults;

/// <summary>The pending faults of all kinds.</summary>
internal sealed class FaultLists(ChangeSignal changes)
{
    /// <summary>Gets the faults of REST calls.</summary>
    public FaultList<EmulatorRestCall, RestFault> Rest { get; } = new(changes);

    /// <summary>Gets the faults of events on their way to event handlers.</summary>
    public FaultList<EmulatorHandlerCall, HandlerFault> Handlers { get; } = new(changes);

    /// <summary>Gets the rejections of recoveries.</summary>
    public FaultList<EmulatorConnection, RejectionFault> Recoveries { get; } = new(changes);

    /// <summary>Gets the rejections of access tokens, by hub.</summary>
    public FaultList<string, RejectionFault> Tokens { get; } = new(changes);
}
