// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;

namespace WebPubSub.Rest;

/// <summary>Signs a token for the URL of each attempt, so that no attempt uses an expired token or an old key.</summary>
/// <remarks>Tokens have times in seconds, so all requests to one URL in the same second have the same token. The last one is kept.</remarks>
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
            string text = key.Text; // read before the bytes: a key that is updated in between is only signed with again
            _last = last = new SignedRequest(url, now.ToUnixTimeSeconds(), text, SignedToken.ForRequest(key.Bytes, url, now, Lifetime));
        }

        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, last.Authorization);
    }

    private sealed record SignedRequest(string Url, long Second, string Key, string Authorization);
}
