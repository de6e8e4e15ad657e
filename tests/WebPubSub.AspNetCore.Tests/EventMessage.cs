// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>A request of the service. It is the literal request of docs/protocols/event-handler.md#17-test-vectors.</summary>
internal static class EventMessage
{
    public const string Signature = "sha256=261f7f58ff9fb9bb8be7e4951a807fe6091e5c074885bf63b865eccd28728881";

    public const string FailoverKey = "the-key-of-the-failover-endpoint-in-europe";

    public static readonly string FailoverSignature = EventSignature.Create("conn-1", FailoverKey);

    public const string ConnectBody =
        """{"claims":{"sub":["alice"]},"query":{"tag":["a","b"]},"headers":{"Host":["localhost:8080"]},"subprotocols":["json.webpubsub.azure.v1"],"clientCertificates":[]}""";

    public static HttpRequestMessage Connect() => Create("azure.webpubsub.sys.connect", "connect", ConnectBody);

    public static HttpRequestMessage User(string eventName, string body, string contentType = "text/plain; charset=utf-8") =>
        Create("azure.webpubsub.user." + eventName, eventName, body, contentType);

    public static HttpRequestMessage Create(string type, string eventName, string body, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/eventhandler")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return request
            .With("ce-specversion", "1.0")
            .With("ce-awpsversion", "1.0")
            .With("ce-type", type)
            .With("ce-source", "/hubs/chat/client/conn-1")
            .With("ce-id", "0")
            .With("ce-time", "2026-09-20T08:00:00Z")
            .With("ce-connectionId", "conn-1")
            .With("ce-hub", "chat")
            .With("ce-eventName", eventName)
            .With("ce-userId", "alice")
            .With("ce-signature", Signature)
            .With("WebHook-Request-Origin", "localhost")
            .With("x-ms-client-request-id", "2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77");
    }

    /// <summary>Replaces a header, or removes it if there is no value.</summary>
    public static HttpRequestMessage With(this HttpRequestMessage request, string header, params string[] values)
    {
        request.Headers.Remove(header);
        foreach (string value in values)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }
}
