// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.InProcess;

/// <summary>A message handler that is created by the first request. If the creation fails, the request fails, and the next request tries again.</summary>
internal sealed class LazyHandler(Func<HttpMessageHandler> create) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _inner;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        GetInner().SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker GetInner()
    {
        lock (_gate)
        {
            return _inner ??= new HttpMessageInvoker(create(), disposeHandler: true);
        }
    }
}
