// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>The connection of an entry.</summary>
internal interface IObservedConnection
{
    string Id { get; }

    string Hub { get; }

    string? UserId { get; }
}
