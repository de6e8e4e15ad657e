// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The overload resolution priority of members that the official packages do not have.</summary>
/// <remarks>
/// The official overloads have the default priority, 0. A call that matches an official and an additional overload binds to the official
/// overload. So programs, mocks and fakes that were written for the official packages still work.
/// </remarks>
internal static class OverloadPriority
{
    /// <summary>Lower than the default priority.</summary>
    public const int Additional = -1;
}
