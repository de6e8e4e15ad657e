// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.Emulator.Observation;

/// <summary>The source of the emulator's activities.</summary>
internal static class EmulatorActivities
{
    public static readonly ActivitySource Source = new(WebPubSubDiagnostics.EmulatorActivitySourceName);
}
