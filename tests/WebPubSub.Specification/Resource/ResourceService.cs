// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Headers;
using WebPubSub.TestUtilities;

namespace WebPubSub.Specification.Resource;

/// <summary>
/// The Web PubSub resource that <c>WEBPUBSUB_CONNECTION_STRING</c> names. The tests use its hub <c>chat</c> and close all connections of that hub.
/// </summary>
public sealed class ResourceService : TestService
{
    private const string Variable = "WEBPUBSUB_CONNECTION_STRING";

    private readonly Dictionary<string, string> _settings = (Environment.GetEnvironmentVariable(Variable) ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    public override Uri Endpoint => new UriBuilder(_settings["Endpoint"])
    {
        Port = _settings.TryGetValue("Port", out string? port) ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : new Uri(_settings["Endpoint"]).Port,
    }.Uri;

    public override string AccessKey => _settings["AccessKey"];

    public override ValueTask StartAsync()
    {
        Assert.SkipUnless(_settings.Count > 0, $"{Variable} is not set. See eng/specification.sh.");
        return CloseAllAsync();
    }

    public override ValueTask DisposeAsync() => _settings.Count > 0 ? CloseAllAsync() : ValueTask.CompletedTask;

    private async ValueTask CloseAllAsync()
    {
        var uri = new Uri(Endpoint, "/api/hubs/chat/:closeConnections?api-version=2024-12-01");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestToken.Create(uri.AbsoluteUri, key: AccessKey));
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
