// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;

namespace WebPubSub.Rest;

/// <summary>A policy that signs a token for the URL of each attempt, so that no attempt uses an expired token or an old key.</summary>
/// <remarks>Times in tokens are whole seconds, so requests to one URL in the same second have the same token. The policy reuses the last token.</remarks>
internal sealed class AccessKeyPolicy(AccessKey key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private volatile SignedRequest? _last;

    public override void OnSendingRequest(HttpMessage message)
    {
        string url = message.Request.Uri.ToUri().AbsoluteUri;
        DateTimeOffset now = time.GetUtcNow();
        SignedRequest? last = _last;
        if (last is null || last.Second != now.ToUnixTimeSeconds() || last.Url != url || !ReferenceEquals(last.Key, key.Text))
        {
            string text = key.Text; // read before the bytes: if the key changes in between, the next request signs a new token
            _last = last = new SignedRequest(url, now.ToUnixTimeSeconds(), text, SignedToken.ForRequest(key.Bytes, url, now, Lifetime));
        }

        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, last.Authorization);
    }

    private sealed record SignedRequest(string Url, long Second, string Key, string Authorization);
}
