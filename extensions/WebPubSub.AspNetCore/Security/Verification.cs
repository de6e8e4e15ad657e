// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Security;

/// <summary>The result of verifying an event.</summary>
/// <param name="Resource">The resource that sent the event; null if the event is not verified.</param>
/// <param name="Fault">The reason why the event is not verified; null if it is verified.</param>
internal readonly record struct Verification(TrustedResource? Resource, string? Fault);
