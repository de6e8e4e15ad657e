// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AotSmoke;

internal sealed record SmokeMessage(string Text);
