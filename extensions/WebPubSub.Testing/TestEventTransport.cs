// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Testing;

/// <summary>The transport that sends signed events to the application under test.</summary>
internal sealed class TestEventTransport(HttpClient http, string[] accessKeys, string origin, string hub, string path)
{
    public string Hub => hub;

    public string Path => path;

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    public async Task<bool> ValidateAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, PathOf("validate"));
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            && response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? allowed)
            && allowed.Any(value => value == "*" || value.Equals(origin, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Creates the request of an event.</summary>
    /// <param name="connectionId">The connection ID, which the signature covers.</param>
    /// <param name="type">The value of <c>ce-type</c>.</param>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="contentType">The media type of the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">The headers of the connection. Headers with a null value are omitted.</param>
    public HttpRequestMessage CreateRequest(
        string connectionId, string type, string eventName, string contentType, ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string?>> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, PathOf(eventName)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        KeyValuePair<string, string?>[] common =
        [
            new("ce-specversion", "1.0"),
            new("ce-awpsversion", "1.0"),
            new("ce-type", type),
            new("ce-source", $"/hubs/{hub}/client/{connectionId}"),
            new("ce-time", TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("ce-connectionId", connectionId),
            new("ce-hub", hub),
            new("ce-eventName", eventName),
            new("ce-signature", accessKeys.Length > 0 ? EventSignature.Create(connectionId, accessKeys) : null),
            new("WebHook-Request-Origin", origin),
            new("x-ms-client-request-id", Guid.NewGuid().ToString()),
        ];
        foreach ((string name, string? value) in common.Concat(headers))
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    public async Task<TestEventResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new TestEventResult(response, BinaryData.FromBytes(body));
    }

    private string PathOf(string eventName) => path.Replace("{event}", Uri.EscapeDataString(eventName), StringComparison.OrdinalIgnoreCase);
}
