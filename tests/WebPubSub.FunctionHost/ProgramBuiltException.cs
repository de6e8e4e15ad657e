// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.FunctionHost;

/// <summary>Ends the entry point of a program after it has built its host.</summary>
internal sealed class ProgramBuiltException : Exception;
