// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace AspireSample.Api;

/// <summary>The name of a user who signs in.</summary>
internal sealed record SignIn(string? Name);
