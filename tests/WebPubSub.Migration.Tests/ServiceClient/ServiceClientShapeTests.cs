// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Migration.Tests.ServiceClient;

/// <summary>
/// Checks that each public member of the official service client exists here, with the same name, parameter names, order, types and defaults.
/// </summary>
public sealed class ServiceClientShapeTests
{
    private const string Context = "RequestContext context = null";
    private const string CloseArguments = "IEnumerable<string> excluded = null, string reason = null, " + Context;
    private const string PermissionArguments = "WebPubSubPermission permission, string connectionId, string targetName = null, " + Context;
    private const string Content = "RequestContent content, ContentType contentType";
    private const string Text = "string content, ContentType contentType = default";
    private const string Access = "string userId = null, IEnumerable<string> roles = null, IEnumerable<string> groups = null, WebPubSubClientProtocol clientProtocol = Default, CancellationToken cancellationToken = default";

    // Return type, name, parameters. Each method has an asynchronous version.
    private static readonly (string Returns, string Name, string Parameters)[] Official =
    [
        ("Response", "AddConnectionsToGroups", $"IEnumerable<string> groups, string filter, {Context}"),
        ("Response", "AddConnectionToGroup", $"string group, string connectionId, {Context}"),
        ("Response", "AddUserToGroup", $"string group, string userId, {Context}"),
        ("Response<bool>", "CheckPermission", PermissionArguments),
        ("Response", "CloseAllConnections", CloseArguments),
        ("Response", "CloseConnection", $"string connectionId, string reason = null, {Context}"),
        ("Response", "CloseGroupConnections", $"string group, {CloseArguments}"),
        ("Response", "CloseUserConnections", $"string userId, {CloseArguments}"),
        ("Response<bool>", "ConnectionExists", $"string connectionId, {Context}"),
        ("Uri", "GetClientAccessUri", $"DateTimeOffset expiresAt, {Access}"),
        ("Uri", "GetClientAccessUri", "DateTimeOffset expiresAt, string userId, IEnumerable<string> roles, IEnumerable<string> groups, CancellationToken cancellationToken"),
        ("Uri", "GetClientAccessUri", "DateTimeOffset expiresAt, string userId, IEnumerable<string> roles, CancellationToken cancellationToken"),
        ("Uri", "GetClientAccessUri", $"TimeSpan expiresAfter = default, {Access}"),
        ("Uri", "GetClientAccessUri", "TimeSpan expiresAfter, string userId, IEnumerable<string> roles, IEnumerable<string> groups, CancellationToken cancellationToken"),
        ("Uri", "GetClientAccessUri", "TimeSpan expiresAfter, string userId, IEnumerable<string> roles, CancellationToken cancellationToken"),
        ("Response", "GrantPermission", PermissionArguments),
        ("Response<bool>", "GroupExists", $"string group, {Context}"),
        ("Response", "RemoveConnectionFromAllGroups", $"string connectionId, {Context}"),
        ("Response", "RemoveConnectionFromGroup", $"string group, string connectionId, {Context}"),
        ("Response", "RemoveConnectionsFromGroups", $"IEnumerable<string> groups, string filter = null, {Context}"),
        ("Response", "RemoveUserFromAllGroups", $"string userId, {Context}"),
        ("Response", "RemoveUserFromGroup", $"string group, string userId, {Context}"),
        ("Response", "RevokePermission", PermissionArguments),
        ("Response", "SendToAll", $"{Content}, IEnumerable<string> excluded, RequestContext context"),
        ("Response", "SendToAll", $"{Content}, IEnumerable<string> excluded = null, string filter = null, {Context}"),
        ("Response", "SendToAll", Text),
        ("Response", "SendToConnection", $"string connectionId, {Content}, {Context}"),
        ("Response", "SendToConnection", $"string connectionId, {Text}"),
        ("Response", "SendToGroup", $"string group, {Content}, IEnumerable<string> excluded, RequestContext context"),
        ("Response", "SendToGroup", $"string group, {Content}, IEnumerable<string> excluded = null, string filter = null, {Context}"),
        ("Response", "SendToGroup", $"string group, {Text}"),
        ("Response", "SendToUser", $"string userId, {Content}, RequestContext context"),
        ("Response", "SendToUser", $"string userId, {Content}, string filter = null, {Context}"),
        ("Response", "SendToUser", $"string userId, {Text}"),
        ("Response<bool>", "UserExists", $"string userId, {Context}"),
    ];

    [Fact]
    public void Methods_OfTheOfficialPackage_Exist()
    {
        IEnumerable<string> expected = Official.SelectMany(method => (string[])
        [
            $"{method.Returns} {method.Name}({method.Parameters})",
            $"Task<{method.Returns}> {method.Name}Async({method.Parameters})",
        ]).Concat(
        [
            "Pageable<WebPubSubGroupMember> ListConnectionsInGroup(string group, int? maxpagesize = null, int? maxCount = null, string continuationToken = null)",
            "AsyncPageable<WebPubSubGroupMember> ListConnectionsInGroupAsync(string group, int? maxpagesize = null, int? maxCount = null, string continuationToken = null)",
        ]);

        OfficialSignature.Methods(typeof(WebPubSubServiceClient)).Should().Contain(expected);
    }

    [Fact]
    public void Methods_AreVirtual() =>
        typeof(WebPubSubServiceClient).GetMethods().Where(method => method.DeclaringType == typeof(WebPubSubServiceClient))
            .Should().OnlyContain(method => method.IsVirtual && !method.IsFinal);

    [Fact]
    public void Constructors_OfTheOfficialPackage_Exist() => OfficialSignature.Constructors(typeof(WebPubSubServiceClient)).Should().Contain(
    [
        "WebPubSubServiceClient()",
        "WebPubSubServiceClient(string connectionString, string hub)",
        "WebPubSubServiceClient(string connectionString, string hub, WebPubSubServiceClientOptions options)",
        "WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential)",
        "WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential, WebPubSubServiceClientOptions options)",
        "WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential)",
        "WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential, WebPubSubServiceClientOptions options)",
    ]);

    [Fact]
    public void Properties_OfTheOfficialPackage_Exist()
    {
        OfficialSignature.Properties(typeof(WebPubSubServiceClient)).Should().Contain(["Uri Endpoint { get; }", "string Hub { get; }", "HttpPipeline Pipeline { get; }"]);
        OfficialSignature.Properties(typeof(WebPubSubServiceClientOptions)).Should().Contain("Uri ReverseProxyEndpoint { get; set; }");
        OfficialSignature.Properties(typeof(WebPubSubGroupMember)).Should().Contain(["string ConnectionId { get; }", "string UserId { get; set; }"]);
    }

    [Fact]
    public void Options_HaveTheConstructorOfTheOfficialPackage() =>
        OfficialSignature.Constructors(typeof(WebPubSubServiceClientOptions)).Should().Contain("WebPubSubServiceClientOptions(ServiceVersion version = V2024_12_01)");

    [Fact]
    public void Enums_HaveTheOfficialNumbers()
    {
        ((int)WebPubSubPermission.SendToGroup).Should().Be(1);
        ((int)WebPubSubPermission.JoinLeaveGroup).Should().Be(2);
        ((int)WebPubSubClientProtocol.Default).Should().Be(0);
        ((int)WebPubSubClientProtocol.Mqtt).Should().Be(1);
        ((int)WebPubSubClientProtocol.SocketIO).Should().Be(2);
        ((int)WebPubSubServiceClientOptions.ServiceVersion.V2021_10_01).Should().Be(1);
        ((int)WebPubSubServiceClientOptions.ServiceVersion.V2024_01_01).Should().Be(2);
        ((int)WebPubSubServiceClientOptions.ServiceVersion.V2024_12_01).Should().Be(3);
    }

    [Fact]
    public void Filters_HaveTheOfficialShape() => OfficialSignature.Methods(typeof(ClientConnectionFilter)).Should().Contain(
    [
        "string Create(FormattableString filter)",
        "string Create(FormattableString filter, IFormatProvider formatProvider)",
    ]);
}
