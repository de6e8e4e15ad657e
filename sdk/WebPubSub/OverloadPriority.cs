// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The overload resolution priority of members that the official packages do not have.</summary>
/// <remarks>
/// The official overloads have the default priority, 0. A call that fits an official overload and an additional one binds to the
/// official one, so that programs, mocks and fakes written for the official packages keep their meaning.
/// </remarks>
internal static class OverloadPriority
{
    /// <summary>Lower than the default priority.</summary>
    public const int Additional = -1;
}
