// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace System.Runtime.CompilerServices;

/// <summary>What records need and the target framework lacks.</summary>
internal static class IsExternalInit;
