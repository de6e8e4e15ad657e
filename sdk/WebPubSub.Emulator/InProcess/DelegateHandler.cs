// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.InProcess;

/// <summary>An event handler that calls a delegate. It reads the request as an application does, and writes the response.</summary>
internal sealed class DelegateHandler(Func<WebPubSubEventRequest, CancellationToken, ValueTask<WebPubSubEventResponse?>> handle) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]> headers = request.Headers.NonValidated
            .ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        if (!WebPubSubEventReader.TryReadContext(name => headers.GetValueOrDefault(name)?[0], headers, out WebPubSubConnectionContext? context, out string? error))
        {
            throw new InvalidOperationException(error);
        }

        // As in ASP.NET Core, HttpClient propagates the activity, so that a REST call names the event that caused it.
        using Activity? activity = headers.TryGetValue(EventTraceContext.ParentHeader, out string[]? parents)
            ? EventTraceContext.StartActivity(parents[0], headers[EventTraceContext.StateHeader][0])
            : null;
        BinaryData body = BinaryData.FromBytes(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        WebPubSubEventRequest read = WebPubSubEventReader.Read(context, headers["ce-type"][0], request.Content.Headers.ContentType?.ToString(), body)!;
        return ToMessage(WebPubSubEventWriter.Write(await handle(read, cancellationToken), read));
    }

    private static HttpResponseMessage ToMessage(WebPubSubEventReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.StatusCode);
        if (reply.Body is { } body)
        {
            response.Content = new ReadOnlyMemoryContent(body.ToMemory());
            response.Content.Headers.ContentType = reply.ContentType is null ? null : MediaTypeHeaderValue.Parse(reply.ContentType);
        }

        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
