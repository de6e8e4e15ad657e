// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A certificate that the client presented.</summary>
/// <param name="thumbprint">The SHA-1 thumbprint.</param>
/// <param name="content">The PEM text, or <see langword="null"/> if the service did not send it.</param>
public sealed class WebPubSubClientCertificate(string thumbprint, string? content = null)
{
    /// <summary>Gets the SHA-1 thumbprint.</summary>
    public string Thumbprint { get; } = thumbprint;

    /// <summary>Gets the PEM text, or <see langword="null"/> if the service did not send it.</summary>
    public string? Content { get; } = content;
}
