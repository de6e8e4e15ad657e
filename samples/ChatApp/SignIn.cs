// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace ChatApp;

/// <summary>The body of a sign-in.</summary>
/// <param name="Name">The name of the user.</param>
internal sealed record SignIn(string? Name);
