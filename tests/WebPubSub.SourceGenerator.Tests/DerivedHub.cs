// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>Typed events of its own, and those of its base.</summary>
public static partial class Outer
{
    public sealed partial class DerivedHub : ChatHub
    {
        [UserEvent("more")]
        public static string More() => "more";
    }
}
