// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Overload resolution priorities of the service client.</summary>
/// <remarks>
/// The shapes of the official package have the default priority, 0. A call that fits one of them and one of ours binds to the
/// official one, so that programs, mocks and fakes written for the official package keep their meaning.
/// </remarks>
internal static class Priority
{
    /// <summary>The priority of overloads that the official package does not have.</summary>
    public const int Ours = -1;
}
