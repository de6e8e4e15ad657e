// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;

namespace WebPubSub.Rest;

/// <summary>Signs a token for the URL of each attempt, so that neither a retry nor a rotated key goes out with an old one.</summary>
internal sealed class AccessKeyPolicy(AccessKey key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public override void OnSendingRequest(HttpMessage message)
    {
        string authorization = SignedToken.ForRequest(key.Bytes, message.Request.Uri.ToUri().AbsoluteUri, time.GetUtcNow(), Lifetime);
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, authorization);
    }
}
