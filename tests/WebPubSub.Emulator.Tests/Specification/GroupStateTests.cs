// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Connections;

namespace WebPubSub.Emulator.Tests.Specification;

/// <summary>The emulator answers as the specification says.</summary>
public sealed class GroupStateTests : GroupStateSpecification<EmulatorService>;
