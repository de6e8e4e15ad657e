// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>Marks what the service has as a preview: it may change, or go, without a new major version.</summary>
internal static class PreviewFeature
{
    public const string Id = "WPSPREVIEW";
}
