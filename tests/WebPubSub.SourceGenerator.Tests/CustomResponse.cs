// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>A response class of the application.</summary>
public sealed class CustomResponse() : UserEventResponse("custom");
