// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>A middleware that loses events, delays them so that they overtake each other, and sends some of them again.</summary>
internal sealed class UnreliableEvents(int seed) : IDisposable
{
    private const int LostPercent = 10;
    private const int LatePercent = 30;
    private const int RepeatedPercent = 20;
    private const int MaxDelayMilliseconds = 50;

    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<Task> _repeats = new();
    private readonly Random _random = new(seed);
    private volatile bool _isReliable;

    /// <summary>Stops the faults, and waits for the repeated events.</summary>
    public async Task StopAsync()
    {
        _isReliable = true;
        await Task.WhenAll(_repeats);
    }

    public void Dispose() => _http.Dispose();

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        int chance = Next(100);
        bool isConnect = http.Request.Headers["ce-eventName"] == "connect"; // a client whose connect event is lost is not connected
        if (isConnect || _isReliable || !HttpMethods.IsPost(http.Request.Method) || http.Request.Headers.ContainsKey("x-repeated"))
        {
            await next(http);
            return;
        }

        if (chance < LostPercent)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        byte[] body = await ReadBodyAsync(http.Request);
        if (chance < LostPercent + RepeatedPercent)
        {
            _repeats.Enqueue(RepeatAsync(http.Request, body));
        }

        if (chance > 100 - LatePercent)
        {
            await Task.Delay(Next(MaxDelayMilliseconds));
        }

        http.Request.Body = new MemoryStream(body);
        await next(http);
    }

    private int Next(int max)
    {
        lock (_random)
        {
            return _random.Next(max);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    // The signature of an event covers its connection only, so the copy is valid.
    private Task RepeatAsync(HttpRequest request, byte[] body)
    {
        var copy = new HttpRequestMessage(HttpMethod.Post, $"{request.Scheme}://{request.Host}{request.Path}") { Content = new ByteArrayContent(body) };
        foreach ((string name, StringValues value) in request.Headers)
        {
            if (!copy.Headers.TryAddWithoutValidation(name, (string?)value))
            {
                copy.Content.Headers.TryAddWithoutValidation(name, (string?)value);
            }
        }

        copy.Headers.Add("x-repeated", "1");
        return SendLaterAsync(copy);
    }

    private async Task SendLaterAsync(HttpRequestMessage request)
    {
        await Task.Delay(Next(MaxDelayMilliseconds * 2));
        using (request)
        {
            try
            {
                using HttpResponseMessage response = await _http.SendAsync(request);
            }
            catch (HttpRequestException)
            {
                // The application has ended.
            }
        }
    }
}
