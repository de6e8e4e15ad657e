// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Connections;

/// <summary>The limits and services that all connections share.</summary>
internal sealed record ConnectionEnvironment(EmulatorLimits Limits, TimeProvider Time, IEmulatorObserver Observer, ILogger Logger);
