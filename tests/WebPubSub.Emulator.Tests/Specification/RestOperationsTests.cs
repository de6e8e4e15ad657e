// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification.Rest;

namespace WebPubSub.Emulator.Tests.Specification;

/// <summary>The emulator answers as the specification says.</summary>
public sealed class RestOperationsTests : RestOperationsSpecification<EmulatorService>;
