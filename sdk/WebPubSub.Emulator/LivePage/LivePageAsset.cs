// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.LivePage;

/// <summary>A file of the live page, which is embedded in the assembly.</summary>
internal sealed class LivePageAsset
{
    private readonly byte[] _bytes;
    private readonly string _contentType;

    public LivePageAsset(string name, string contentType)
    {
        using Stream stream = typeof(LivePageAsset).Assembly.GetManifestResourceStream("LivePage." + name)!;
        _bytes = new byte[stream.Length];
        stream.ReadExactly(_bytes);
        _contentType = contentType;
    }

    public Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = _contentType;
        http.Response.ContentLength = _bytes.Length;
        return http.Response.Body.WriteAsync(_bytes, http.RequestAborted).AsTask();
    }
}
