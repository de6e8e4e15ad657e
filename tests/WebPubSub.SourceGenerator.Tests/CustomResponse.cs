// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>An answer of the application's own class.</summary>
public sealed class CustomResponse() : UserEventResponse("custom");
