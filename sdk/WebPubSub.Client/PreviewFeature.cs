// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Constants for the API of a preview feature of the service. That API can change or be removed without a new major version.</summary>
internal static class PreviewFeature
{
    public const string Id = "WPSPREVIEW";

    public const string Url = DocumentationUrl.Troubleshooting + "#wpspreview";
}
