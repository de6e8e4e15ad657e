// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>The outer type of a hub that has a typed event and inherits the events of its base class.</summary>
public static partial class Outer
{
    public sealed partial class DerivedHub : ChatHub
    {
        [UserEvent("more")]
        public static string More() => "more";
    }
}
