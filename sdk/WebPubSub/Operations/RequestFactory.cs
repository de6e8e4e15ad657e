// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Json;
using Azure.Core;
using WebPubSub.Protocol;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub.Operations;

/// <summary>A factory for the requests of one hub. It validates their arguments.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/"/>.</remarks>
internal sealed class RequestFactory(string hub, string apiVersion, bool retrySends)
{
    private const int MaxTimeToLiveSeconds = 300;
    private const string Json = "application/json";

    private readonly string _hubPath = "api/hubs/" + Uri.EscapeDataString(hub);
    private readonly string _version = "?api-version=" + apiVersion;

    public OperationRequest ServiceStatus() =>
        new("GetServiceStatus", OperationKind.Manage, RequestMethod.Head, "api/health" + _version);

    public OperationRequest Send(Target target, MessageBody message, SendSettings settings = default)
    {
        var query = new QueryBuilder();
        query.AddEach("excluded", settings.Excluded);
        if (!string.IsNullOrEmpty(settings.Filter))
        {
            Require(ServiceVersion.V2022_11_01, "A filter on a send");
            query.Add("filter", Guard.WellFormed(settings.Filter, "filter"));
        }

        query.Add("messageTtlSeconds", ToSeconds(settings.TimeToLive));
        return new OperationRequest(target.SendName, OperationKind.Send, RequestMethod.Post, Path(target, "/:send", query))
        {
            Content = WithLength(message.Content),
            ContentType = message.ContentType.ToString(),
            Accept = Json,
            Metadata = Check(settings.Metadata),
            CanRetry = retrySends,
        };
    }

    public OperationRequest Close(string name, Target target, IEnumerable<string>? excluded, string? reason)
    {
        var query = new QueryBuilder();
        query.AddEach("excluded", excluded);
        query.Add("reason", NullIfEmpty(reason));
        return new OperationRequest(name, OperationKind.Manage, RequestMethod.Post, Path(target, "/:closeConnections", query));
    }

    public OperationRequest CloseConnection(string connectionId, string? reason)
    {
        var query = new QueryBuilder();
        query.Add("reason", NullIfEmpty(reason));
        return new OperationRequest("CloseConnection", OperationKind.Manage, RequestMethod.Delete, Path(Target.Connection(connectionId), "", query));
    }

    public OperationRequest Exists(string name, Target target) => new(name, OperationKind.Check, RequestMethod.Head, Path(target, ""));

    /// <summary>Creates a request that adds to a group (PUT) or removes from a group (DELETE).</summary>
    public OperationRequest GroupConnection(string name, RequestMethod method, string group, string connectionId) =>
        new(name, OperationKind.Manage, method, Path(Target.Group(group), Target.Connection(connectionId).Path));

    /// <inheritdoc cref="GroupConnection"/>
    public OperationRequest GroupUser(string name, RequestMethod method, string group, string userId) =>
        new(name, OperationKind.Manage, method, Path(Target.User(userId), Target.Group(group).Path));

    public OperationRequest RemoveConnectionFromAllGroups(string connectionId)
    {
        Require(ServiceVersion.V2022_11_01, "Removing a connection from all groups");
        return new OperationRequest("RemoveConnectionFromAllGroups", OperationKind.Manage, RequestMethod.Delete, Path(Target.Connection(connectionId), "/groups"));
    }

    public OperationRequest RemoveUserFromAllGroups(string userId) =>
        new("RemoveUserFromAllGroups", OperationKind.Manage, RequestMethod.Delete, Path(Target.User(userId), "/groups"));

    public OperationRequest AddConnectionsToGroups(IEnumerable<string> groups, string? filter) =>
        GroupsInBulk("AddConnectionsToGroups", "/:addToGroups", groups, filter);

    public OperationRequest RemoveConnectionsFromGroups(IEnumerable<string> groups, string? filter) =>
        GroupsInBulk("RemoveConnectionsFromGroups", "/:removeFromGroups", groups, filter);

    /// <summary>Creates a request that grants (PUT), revokes (DELETE) or checks (HEAD) a permission.</summary>
    /// <remarks>The group is required here. The official signature allows a missing group, but the service rejects it with 400.</remarks>
    public OperationRequest Permission(string name, RequestMethod method, WebPubSubPermission permission, string connectionId, string? targetName)
    {
        string permissionName = permission switch
        {
            WebPubSubPermission.SendToGroup => "sendToGroup",
            WebPubSubPermission.JoinLeaveGroup => "joinLeaveGroup",
            _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "The permission is unknown."),
        };
        var query = new QueryBuilder();
        query.Add("targetName", Guard.GroupInQuery(targetName!, nameof(targetName)));
        OperationKind kind = method == RequestMethod.Head ? OperationKind.Check : OperationKind.Manage;
        return new OperationRequest(name, kind, method, Path("/permissions/" + permissionName + Target.Connection(connectionId).Path, query));
    }

    public void RequireListing() => Require(ServiceVersion.V2024_12_01, "Listing the connections of a group");

    public OperationRequest ListConnectionsInGroup(string group, int? maxpagesize, int? top, string? continuationToken)
    {
        var query = new QueryBuilder();
        query.Add("maxpagesize", maxpagesize);
        query.Add("top", top);
        query.Add("continuationToken", NullIfEmpty(continuationToken));
        return Listing(Path(Target.Group(group), "/connections", query), null);
    }

    /// <param name="link">The link that the service returned with the previous page.</param>
    public static OperationRequest NextPage(Uri link) => Listing("", link);

    private static OperationRequest Listing(string path, Uri? link) =>
        new("ListConnectionsInGroup", OperationKind.Manage, RequestMethod.Get, path) { Accept = Json, Link = link };

    public void RequireClientProtocol(WebPubSubClientProtocol protocol)
    {
        if (protocol != WebPubSubClientProtocol.Default)
        {
            Require(ServiceVersion.V2024_01_01, protocol == WebPubSubClientProtocol.Mqtt ? "An MQTT client" : "A Socket.IO client");
        }
    }

    public OperationRequest GenerateClientToken(ClientAccessOptions options)
    {
        var query = new QueryBuilder();
        if (options.Groups.Count > 0)
        {
            Require(ServiceVersion.V2022_11_01, "A group in a client's token");
        }

        query.Add("userId", options.UserId);
        query.AddEach("role", options.Roles);
        query.Add("minutesToExpire", Math.Ceiling(options.ExpiresAfter.TotalMinutes)); // rounded up: a token must not expire early
        query.AddEach("group", options.Groups);
        if (Supports(ServiceVersion.V2024_01_01))
        {
            query.Add("clientType", ClientType(options.Protocol));
        }

        return new OperationRequest("GetClientAccess", OperationKind.Manage, RequestMethod.Post, Path("/:generateToken", query))
        {
            Accept = "application/json, text/json",
            ReturnsToken = true,
        };
    }

    /// <summary>Gets whether the API version supports filters for sends.</summary>
    public bool HasFilters => Supports(ServiceVersion.V2022_11_01);

    /// <summary>Validates the groups of a bulk operation.</summary>
    public void CheckGroupsInBulk(IEnumerable<string> groups)
    {
        RequireBulk();
        WriteGroups(groups, null).Dispose();
    }

    private OperationRequest GroupsInBulk(string name, string action, IEnumerable<string> groups, string? filter)
    {
        ArgumentNullException.ThrowIfNull(groups);
        RequireBulk();
        return new OperationRequest(name, OperationKind.Manage, RequestMethod.Post, Path(action, default)) { Content = WriteGroups(groups, filter), ContentType = Json };
    }

    private static RequestContent WriteGroups(IEnumerable<string> groups, string? filter)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            int count = 0;
            json.WriteStartObject();
            json.WriteStartArray("groups"u8);
            foreach (string group in groups)
            {
                json.WriteStringValue(Guard.GroupInQuery(group, nameof(groups)));
                count++;
            }

            if (count == 0)
            {
                throw new ArgumentException("The list of groups is empty. Pass at least one group.", nameof(groups));
            }

            json.WriteEndArray();
            if (!string.IsNullOrEmpty(filter))
            {
                json.WriteString("filter"u8, filter);
            }

            json.WriteEndObject();
        }

        return RequestContent.Create(output.WrittenMemory);
    }

    private static string ClientType(WebPubSubClientProtocol protocol) => protocol switch
    {
        WebPubSubClientProtocol.Default => "Default",
        WebPubSubClientProtocol.Mqtt => "MQTT",
        WebPubSubClientProtocol.SocketIO => "socketio",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "The client protocol is unknown."),
    };

    private double? ToSeconds(TimeSpan? timeToLive)
    {
        if (timeToLive is not { } value)
        {
            return null;
        }

        Require(ServiceVersion.V2024_01_01, "A message lifetime");
        double seconds = Math.Ceiling(value.TotalSeconds); // a fraction of a second must not become 0, which means no limit
        return value >= TimeSpan.Zero && seconds <= MaxTimeToLiveSeconds
            ? seconds
            : throw new ArgumentOutOfRangeException(
                nameof(timeToLive), value, $"{nameof(SendToConnectionOptions.MessageTimeToLive)} must be 0 to {MaxTimeToLiveSeconds} seconds.");
    }

    private static KeyValuePair<string, string>[]? Check(IDictionary<string, string>? metadata)
    {
        if (metadata is not { Count: > 0 })
        {
            return null;
        }

        string? violation = MessageMetadata.ValidateForHeaders(metadata.AsReadOnly());
        return violation is null ? [.. metadata] : throw new ArgumentException($"The message cannot be sent: {violation}.", nameof(metadata));
    }

    // The service rejects a body without Content-Length.
    private static RequestContent WithLength(RequestContent content) => content.TryComputeLength(out _) ? content : OperationRequest.Buffer(content);

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private string Path(Target target, string action, QueryBuilder query = default) => Path(target.Path + action, query);

    private string Path(string action, QueryBuilder query) => string.Concat(_hubPath, action, _version, query.ToString());

    private void RequireBulk() => Require(ServiceVersion.V2023_07_01, "Changing groups in bulk");

    // API versions are dates, which compare as text.
    private bool Supports(ServiceVersion version) => string.CompareOrdinal(apiVersion, ToText(version)) >= 0;

    private void Require(ServiceVersion version, string feature)
    {
        if (!Supports(version))
        {
            throw new NotSupportedException(
                $"{feature} requires service version {ToText(version)} or later, but this client uses {apiVersion}. Set the version in the constructor of {nameof(WebPubSubServiceClientOptions)}.");
        }
    }
}
