// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

internal static class PreviewFeature
{
    public const string Id = "WPSPREVIEW";
}
