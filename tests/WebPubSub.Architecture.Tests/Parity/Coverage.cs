// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Architecture.Tests.Parity;

/// <summary>A <c>[Covers]</c> attribute on a test.</summary>
internal sealed record Coverage(string Feature, string Evidence, string Source, string Class, string Method, bool IsTest);
