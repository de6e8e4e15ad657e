// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Globalization;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.InProcess;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The factory of HTTP requests for events. See docs/protocols/event-handler.md#4-request-headers, #7-signature and #8-entra-id-tokens.</summary>
internal sealed class EventRequests(WebPubSubEmulatorOptions options, TestIssuer issuer, EmulatorAddress address)
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    private readonly string _origin = address.Advertised.Host; // without the port

    /// <summary>Creates the request of one attempt.</summary>
    public HttpRequestMessage Create(
        Uri url, WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, DateTimeOffset sentAt, Guid requestId, EmulatorHandlerCall call)
    {
        call.Attempts++;
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(upstreamEvent.Body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", upstreamEvent.ContentType);
        request.Options.Set(FaultingHandler.Call, call);
        if (handler.Target is { } target)
        {
            request.Options.Set(InProcessRoutingHandler.Target, target);
        }

        Add("ce-specversion", "1.0");
        Add("ce-awpsversion", "1.0");
        Add("ce-type", upstreamEvent.CloudEventType);
        Add("ce-source", $"/hubs/{upstreamEvent.Hub}/client/{upstreamEvent.ConnectionId}");
        Add("ce-id", upstreamEvent.Id.ToString(CultureInfo.InvariantCulture));
        Add("ce-time", sentAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Add("ce-connectionId", upstreamEvent.ConnectionId);
        Add("ce-hub", upstreamEvent.Hub);
        Add("ce-eventName", upstreamEvent.Name);
        Add("ce-signature", string.Join(',', options.AccessKeys.Select(key => EventSignature.Create(upstreamEvent.ConnectionId, key))));
        Add("WebHook-Request-Origin", _origin);
        Add("x-ms-client-request-id", requestId.ToString());
        if (options.SendTraceContext)
        {
            Add(EventTraceContext.ParentHeader, EventTraceContext.CreateParent(call));
            Add(EventTraceContext.StateHeader, EventTraceContext.CreateState(call));
        }

        AddUnlessEmpty("ce-userId", upstreamEvent.UserId);
        AddUnlessEmpty("ce-subprotocol", upstreamEvent.Subprotocol);
        if (handler.ManagedIdentityResource is { Length: > 0 } resource)
        {
            Add("Authorization", "Bearer " + issuer.CreateToken(resource));
        }

        AddUnlessEmpty("Cookie", upstreamEvent.Cookies.HeaderFor(url));
        if (upstreamEvent.ConnectionState is not null)
        {
            Add("ce-connectionState", upstreamEvent.ConnectionState); // even if it is empty
        }

        foreach ((string key, string value) in upstreamEvent.Metadata ?? NoMetadata)
        {
            string name = (MetadataHeaders.Prefix + key).ToLowerInvariant();
            request.Headers.Remove(name); // if keys differ only in case, the last key is used
            Add(name, value);
        }

        return request;

        // Otherwise, a line break in a value from a client could add a header to a request that the emulator signs.
        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, WithoutControls(value));

        void AddUnlessEmpty(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Add(name, value);
            }
        }
    }

    private static string WithoutControls(string value) =>
        value.AsSpan().ContainsAny(Controls) ? string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character)) : value;
}
