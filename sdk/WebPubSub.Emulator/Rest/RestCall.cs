// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Rest;

/// <summary>The names in a call's path and query.</summary>
internal sealed class RestCall(HttpContext http, HubRegistry hubs)
{
    public HttpContext Http { get; } = http;

    public string HubName => Value("hub");

    /// <summary>Gets the hub, or <see langword="null"/> for one that never had a client: an empty one.</summary>
    public EmulatorHub? Hub { get; } = hubs.Find(http.Request.RouteValues["hub"] as string ?? "");

    public string Group => Value("group");

    public string UserId => Value("user");

    public string ConnectionId => Value("connection");

    public string Permission => Value("permission");

    public bool Has(string name) => Http.Request.RouteValues.ContainsKey(name);

    public StringValues Query(string name) => Http.Request.Query[name];

    public HashSet<string> Excluded() => Query("excluded").OfType<string>().ToHashSet(StringComparer.Ordinal);

    private string Value(string name) => Http.Request.RouteValues[name] as string ?? "";
}
