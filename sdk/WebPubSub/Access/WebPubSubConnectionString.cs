// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Access;

/// <summary>A parsed connection string: <c>Endpoint=https://host;AccessKey=key;Version=1.0;</c>.</summary>
/// <remarks>The messages of this type show no values, because one of the values is the access key.</remarks>
internal sealed record WebPubSubConnectionString(Uri Endpoint, string AccessKey, string? Hub)
{
    private const string EndpointKey = "Endpoint";
    private const string AccessKeyKey = "AccessKey";
    private const string PortKey = "Port";
    private const string HubKey = "Hub";
    private static readonly HashSet<string> KnownKeys = new([EndpointKey, AccessKeyKey, PortKey, HubKey, "Version"], StringComparer.OrdinalIgnoreCase);

    public static WebPubSubConnectionString Parse(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw Missing(connectionString);
        }

        Dictionary<string, string> pairs = ReadPairs(connectionString);
        Uri endpoint = ReadEndpoint(Require(pairs, EndpointKey));
        string accessKey = Require(pairs, AccessKeyKey);
        if (pairs.TryGetValue(PortKey, out string? port))
        {
            endpoint = new UriBuilder(endpoint) { Port = ReadPort(port) }.Uri;
        }

        return new WebPubSubConnectionString(endpoint, accessKey, ReadHub(pairs));
    }

    public override string ToString() => $"{EndpointKey}={Endpoint};{AccessKeyKey}=***";

    private static Dictionary<string, string> ReadPairs(string connectionString)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string segment in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int separator = segment.IndexOf('=', StringComparison.Ordinal);
            if (separator < 0)
            {
                continue;
            }

            string key = segment[..separator].Trim();
            if (!pairs.TryAdd(key, segment[(separator + 1)..].Trim()))
            {
                // The message does not show the name of an unknown part, because the name can be a misplaced access key.
                throw Invalid(KnownKeys.Contains(key) ? $"it has '{key}' more than once" : "it has a part more than once");
            }
        }

        return pairs;
    }

    private static string Require(Dictionary<string, string> pairs, string key) =>
        pairs.TryGetValue(key, out string? value) && value.Length > 0 ? value : throw Invalid($"it has no '{key}'");

    private static Uri ReadEndpoint(string value)
    {
        string text = value.Contains("://", StringComparison.Ordinal) ? value : "https://" + value;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && ServiceUri.IsHttp(endpoint)
            ? endpoint
            : throw Invalid($"its '{EndpointKey}' is not an absolute http or https URL without user information");
    }

    private static int ReadPort(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw Invalid($"its '{PortKey}' is not a number from 1 to 65535");

    private static string? ReadHub(Dictionary<string, string> pairs)
    {
        if (!pairs.TryGetValue(HubKey, out string? hub) || hub.Length == 0)
        {
            return null;
        }

        return WebPubSubNames.IsValidHub(hub) ? hub : throw Invalid($"its '{HubKey}' is not a valid hub name");
    }

    private static ArgumentException Missing(string? connectionString)
    {
        const string Message = "The connection string is empty. If it comes from the configuration, check that its setting exists, such as ConnectionStrings:WebPubSub.";
        return connectionString is null
            ? new ArgumentNullException(nameof(connectionString), Message)
            : new ArgumentException(Message, nameof(connectionString));
    }

    private static ArgumentException Invalid(string what, string parameter = "connectionString") => new(
        $"The connection string is malformed: {what}. Expected 'Endpoint=https://<name>.webpubsub.azure.com;AccessKey=<key>;Version=1.0;'.",
        parameter);
}
