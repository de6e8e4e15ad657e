// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The diagnostic of the APIs for preview features of the service. Such an API can change or be removed without a new major version.</summary>
internal static class PreviewFeature
{
    public const string Id = "WPSPREVIEW";

    public const string Url = DocumentationUrl.Troubleshooting + "#wpspreview";
}
