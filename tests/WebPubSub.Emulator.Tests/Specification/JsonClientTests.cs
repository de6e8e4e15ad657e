// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;

namespace WebPubSub.Emulator.Tests.Specification;

/// <summary>Runs the specification against the emulator.</summary>
public sealed class JsonClientTests : JsonClientSpecification<EmulatorService>;
