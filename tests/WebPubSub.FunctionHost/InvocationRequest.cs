// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WebPubSub.FunctionHost;

/// <summary>A request of Kestrel as the worker passes it to a function.</summary>
internal sealed class InvocationRequest(FunctionContext context, HttpContext http, IEnumerable<ClaimsIdentity> identities) : HttpRequestData(context)
{
    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers { get; } =
        new(http.Request.Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string>>(header.Key, header.Value.OfType<string>())));

    public override IReadOnlyCollection<IHttpCookie> Cookies => throw new NotSupportedException();

    public override Uri Url { get; } = new(http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => identities;

    public override string Method => http.Request.Method;

    public override HttpResponseData CreateResponse() => new InvocationResponse(FunctionContext);
}
