// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Tests;

/// <summary>Something like a database context: one per request.</summary>
internal sealed class RequestScoped;
