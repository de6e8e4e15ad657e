// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Hubs;

namespace WebPubSub.Emulator.Rest;

/// <summary>The values in the path and the query of a REST call.</summary>
internal sealed class RestCall(HttpContext http, HubRegistry hubs)
{
    private const int MaxTtlSeconds = 300;

    public HttpContext Http { get; } = http;

    public string HubName => Value("hub");

    /// <summary>Gets the hub, or <see langword="null"/> for a hub that never had a client and is empty.</summary>
    public EmulatorHub? Hub { get; } = hubs.Find(http.Request.RouteValues["hub"] as string ?? "");

    public string Group => Value("group");

    public string UserId => Value("user");

    public string ConnectionId => Value("connection");

    public string Permission => Value("permission");

    public bool HasValidTtl => TtlSeconds >= 0;

    /// <summary>Gets the time in seconds that the message may wait for a slow client: 0 for no limit, -1 for an invalid value. See docs/protocols/rest-api.md#93-messagettlseconds.</summary>
    public int TtlSeconds => Query("messageTtlSeconds") switch
    {
        { Count: 0 } => 0,
        { Count: 1 } values when int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= MaxTtlSeconds => seconds,
        _ => -1,
    };

    public bool Has(string name) => Http.Request.RouteValues.ContainsKey(name);

    public StringValues Query(string name) => Http.Request.Query[name];

    public HashSet<string> Excluded() => Query("excluded").OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Sets the explanation of the result in the trace entry of a call.</summary>
    public static void RecordReason(HttpContext http, string reason)
    {
        if (http.Features.Get<EmulatorRestCall>() is { } seen)
        {
            seen.Reason = reason;
        }
    }

    private string Value(string name) => Http.Request.RouteValues[name] as string ?? "";
}
