// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace System.Runtime.CompilerServices;

/// <summary>A type that the compiler needs for records and that the target framework does not contain.</summary>
internal static class IsExternalInit;
