// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Tests;

/// <summary>A scoped service, such as a database context.</summary>
internal sealed class RequestScoped;
