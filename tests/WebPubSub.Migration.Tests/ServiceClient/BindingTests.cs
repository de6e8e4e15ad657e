// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using Azure;
using Azure.Core;
using Moq;
using NSubstitute;
using NSubstitute.Core;

namespace WebPubSub.Migration.Tests.ServiceClient;

/// <summary>
/// The overloads that calls bind to. A call that matches an official overload must bind to it. Otherwise, mocks for that overload no longer match.
/// </summary>
public sealed class BindingTests
{
    private static readonly CancellationToken Cancellable = new CancellationTokenSource().Token;
    private static readonly RequestContext SomeContext = new();

    /// <summary>Gets the calls, each with the parameter types of the overload that it must bind to.</summary>
    public static TheoryData<string, Func<WebPubSubServiceClient, object?>, string> Calls => new()
    {
        { "plain", c => c.AddConnectionToGroupAsync("g", "c"), "String, String, RequestContext" },
        { "default", c => c.AddConnectionToGroupAsync("g", "c", default), "String, String, RequestContext" },
        { "new()", c => c.AddConnectionToGroupAsync("g", "c", new()), "String, String, RequestContext" },
        { "token", c => c.AddConnectionToGroupAsync("g", "c", Cancellable), "String, String, CancellationToken" },
        { "default(CancellationToken)", c => c.AddConnectionToGroupAsync("g", "c", default(CancellationToken)), "String, String, CancellationToken" },
        { "named token", c => c.AddConnectionToGroup("g", "c", cancellationToken: Cancellable), "String, String, CancellationToken" },
        { "named context", c => c.AddConnectionToGroup("g", "c", context: SomeContext), "String, String, RequestContext" },
        { "null", c => c.AddConnectionToGroup("g", "c", null), "String, String, RequestContext" },
        { "exists plain", c => c.GroupExistsAsync("g"), "String, RequestContext" },
        { "exists default", c => c.GroupExistsAsync("g", default), "String, RequestContext" },
        { "exists token", c => c.GroupExists("g", Cancellable), "String, CancellationToken" },
        { "user exists named context", c => c.UserExists("u", context: SomeContext), "String, RequestContext" },
        { "connection exists default", c => c.ConnectionExists("c", default), "String, RequestContext" },
        { "close plain", c => c.CloseConnectionAsync("c"), "String, String, RequestContext" },
        { "close reason", c => c.CloseConnection("c", "r"), "String, String, RequestContext" },
        { "close context past reason", c => c.CloseConnection("c", context: SomeContext), "String, String, RequestContext" },
        { "close token", c => c.CloseConnection("c", null, Cancellable), "String, String, CancellationToken" },
        { "close all plain", c => c.CloseAllConnections(), "IEnumerable, String, RequestContext" },
        { "close all context", c => c.CloseAllConnectionsAsync(context: SomeContext), "IEnumerable, String, RequestContext" },
        { "close all default", c => c.CloseAllConnectionsAsync(["a"], "r", default), "IEnumerable, String, RequestContext" },
        { "close group", c => c.CloseGroupConnections("g", reason: "r"), "String, IEnumerable, String, RequestContext" },
        { "close user token", c => c.CloseUserConnections("u", null, null, Cancellable), "String, IEnumerable, String, CancellationToken" },
        { "grant without group", c => c.GrantPermission(WebPubSubPermission.SendToGroup, "c"), "WebPubSubPermission, String, String, RequestContext" },
        { "grant context", c => c.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c", "g", context: SomeContext), "WebPubSubPermission, String, String, RequestContext" },
        { "revoke token", c => c.RevokePermission(WebPubSubPermission.SendToGroup, "c", "g", Cancellable), "WebPubSubPermission, String, String, CancellationToken" },
        { "check default", c => c.CheckPermission(WebPubSubPermission.JoinLeaveGroup, "c", "g", default), "WebPubSubPermission, String, String, RequestContext" },
        { "bulk", c => c.AddConnectionsToGroups(["g"], "userId eq null"), "IEnumerable, String, RequestContext" },
        { "bulk remove", c => c.RemoveConnectionsFromGroupsAsync(["g"]), "IEnumerable, String, RequestContext" },
        { "list plain", c => c.ListConnectionsInGroup("g"), "String, Nullable, Nullable, String" },
        { "list named", c => c.ListConnectionsInGroupAsync("g", maxCount: 3), "String, Nullable, Nullable, String" },
        { "list token", c => c.ListConnectionsInGroupAsync("g", null, null, null, Cancellable), "String, Nullable, Nullable, String, CancellationToken" },

        { "send text", c => c.SendToAll("hi"), "String, ContentType" },
        { "send text of a type", c => c.SendToAll("hi", ContentType.TextPlain), "String, ContentType" },
        { "send text default", c => c.SendToAllAsync("hi", default), "String, ContentType" },
        { "send text new()", c => c.SendToAllAsync("hi", new()), "String, ContentType" },
        { "send text token", c => c.SendToAllAsync("hi", Cancellable), "String, CancellationToken" },
        { "send text named token", c => c.SendToAllAsync("hi", cancellationToken: Cancellable), "String, CancellationToken" },
        { "send text of a type, token", c => c.SendToAll("{}", ContentType.ApplicationJson, Cancellable), "String, ContentType, CancellationToken" },
        { "send text, options", c => c.SendToAll("hi", new SendToAllOptions()), "String, SendToAllOptions, CancellationToken" },
        { "send bytes", c => c.SendToAll(BinaryData.FromString("hi")), "BinaryData, CancellationToken" },
        { "send bytes of a type", c => c.SendToAll(BinaryData.FromString("hi"), ContentType.ApplicationJson), "RequestContent, ContentType, IEnumerable, String, RequestContext" },
        { "send content", c => c.SendToAllAsync(RequestContent.Create("hi"), ContentType.TextPlain), "RequestContent, ContentType, IEnumerable, String, RequestContext" },
        { "send content, excluded and context", c => c.SendToAll(RequestContent.Create("hi"), ContentType.TextPlain, ["a"], SomeContext), "RequestContent, ContentType, IEnumerable, RequestContext" },
        { "send bytes, default type", c => c.SendToAll(BinaryData.FromString("hi"), default(ContentType)), "RequestContent, ContentType, IEnumerable, String, RequestContext" },
        { "send content, filter", c => c.SendToAll(RequestContent.Create("hi"), ContentType.TextPlain, null, "userId eq 'u'"), "RequestContent, ContentType, IEnumerable, String, RequestContext" },
        { "send content, context past optional parameters", c => c.SendToAll(RequestContent.Create("hi"), ContentType.TextPlain, context: SomeContext), "RequestContent, ContentType, IEnumerable, String, RequestContext" },
        { "send content, options", c => c.SendToAll("{}", ContentType.ApplicationJson, new SendToAllOptions()), "RequestContent, ContentType, SendToAllOptions, RequestContext" },
        { "group text", c => c.SendToGroupAsync("g", "hi"), "String, String, ContentType" },
        { "group text default", c => c.SendToGroup("g", "hi", default), "String, String, ContentType" },
        { "group token", c => c.SendToGroup("g", "hi", Cancellable), "String, String, CancellationToken" },
        { "group content", c => c.SendToGroup("g", RequestContent.Create("hi"), ContentType.TextPlain, ["a"], SomeContext), "String, RequestContent, ContentType, IEnumerable, RequestContext" },
        { "user text", c => c.SendToUser("u", "hi", ContentType.TextPlain), "String, String, ContentType" },
        { "user content, context", c => c.SendToUser("u", RequestContent.Create("hi"), ContentType.TextPlain, SomeContext), "String, RequestContent, ContentType, RequestContext" },
        { "user content, filter", c => c.SendToUserAsync("u", RequestContent.Create("hi"), ContentType.TextPlain, "userId eq 'u'"), "String, RequestContent, ContentType, String, RequestContext" },
        { "connection text", c => c.SendToConnectionAsync("c", "hi"), "String, String, ContentType" },
        { "connection content", c => c.SendToConnection("c", RequestContent.Create("hi"), ContentType.TextPlain), "String, RequestContent, ContentType, RequestContext" },
        { "connection token", c => c.SendToConnection("c", "hi", Cancellable), "String, String, CancellationToken" },

        { "access plain", c => c.GetClientAccessUri(), "TimeSpan, String, IEnumerable, IEnumerable, WebPubSubClientProtocol, CancellationToken" },
        { "access lifetime", c => c.GetClientAccessUri(TimeSpan.FromMinutes(5)), "TimeSpan, String, IEnumerable, IEnumerable, WebPubSubClientProtocol, CancellationToken" },
        { "access positional, groups", c => c.GetClientAccessUri(TimeSpan.FromMinutes(5), "u", ["r"], ["g"], Cancellable), "TimeSpan, String, IEnumerable, IEnumerable, CancellationToken" },
        { "access positional, roles", c => c.GetClientAccessUri(TimeSpan.FromMinutes(5), "u", ["r"], Cancellable), "TimeSpan, String, IEnumerable, CancellationToken" },
        { "access expiry, roles", c => c.GetClientAccessUriAsync(DateTimeOffset.MaxValue, "u", ["r"], Cancellable), "DateTimeOffset, String, IEnumerable, CancellationToken" },
        { "access user", c => c.GetClientAccessUriAsync(userId: "u", roles: ["r"]), "TimeSpan, String, IEnumerable, IEnumerable, WebPubSubClientProtocol, CancellationToken" },
        { "access options", c => c.GetClientAccessUri(new ClientAccessOptions()), "ClientAccessOptions, CancellationToken" },
    };

    [Theory, MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Call_OnAMoqMock_BindsToTheExpectedOverload(string name, Func<WebPubSubServiceClient, object?> call, string parameters)
    {
        var mock = new Mock<WebPubSubServiceClient>();

        call(mock.Object);

        Describe(mock.Invocations.Single().Method).Should().Be(parameters, name);
    }

    [Theory, MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Call_OnAnNSubstituteSubstitute_BindsToTheExpectedOverload(string name, Func<WebPubSubServiceClient, object?> call, string parameters)
    {
        WebPubSubServiceClient substitute = Substitute.For<WebPubSubServiceClient>();

        call(substitute);

        ICall received = substitute.ReceivedCalls().Single();
        Describe(received.GetMethodInfo()).Should().Be(parameters, name);
    }

    [Fact]
    public async Task MoqVerification_WrittenForTheOfficialPackage_Matches()
    {
        var mock = new Mock<WebPubSubServiceClient>();
        await mock.Object.AddConnectionToGroupAsync("g", "c");
        await mock.Object.SendToAllAsync("hi");
        await mock.Object.CloseConnectionAsync("c");

        mock.Verify(x => x.AddConnectionToGroupAsync("g", "c", It.IsAny<RequestContext>()));
        mock.Verify(x => x.SendToAllAsync("hi", It.IsAny<ContentType>()));
        mock.Verify(x => x.CloseConnectionAsync("c", null, null));
        mock.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task NSubstituteVerification_WrittenForTheOfficialPackage_Matches()
    {
        WebPubSubServiceClient substitute = Substitute.For<WebPubSubServiceClient>();
        await substitute.AddUserToGroupAsync("g", "u");

        await substitute.Received(1).AddUserToGroupAsync("g", "u", Arg.Any<RequestContext>());
    }

    [Fact]
    public async Task PartialMock_OfTheOfficialContentOverload_SeesTextSends()
    {
        var mock = new Mock<WebPubSubServiceClient> { CallBase = true };
        mock.Setup(x => x.SendToAllAsync(It.IsAny<RequestContent>(), It.IsAny<ContentType>(), It.IsAny<IEnumerable<string>>(), It.IsAny<string>(), It.IsAny<RequestContext>()))
            .ReturnsAsync((Response)null!);

        await mock.Object.SendToAllAsync("hi");
        await mock.Object.SendToAllAsync("hi", Cancellable);
        await mock.Object.SendToAllAsync(BinaryData.FromString("hi"));

        mock.Verify(
            x => x.SendToAllAsync(It.IsAny<RequestContent>(), It.IsAny<ContentType>(), It.IsAny<IEnumerable<string>>(), It.IsAny<string>(), It.IsAny<RequestContext>()),
            Times.Exactly(3));
    }

    [Fact]
    public async Task GroupClient_CallsTheOfficialOverloads()
    {
        var mock = new Mock<WebPubSubServiceClient>();
        mock.Setup(x => x.Group("g")).CallBase();
        WebPubSubGroupClient group = mock.Object.Group("g");

        await group.SendToAllAsync("hi");
        await group.AddUserAsync("u");
        await group.CloseAllConnectionsAsync();
        group.ListConnections();

        mock.Verify(x => x.SendToGroupAsync("g", "hi", default(ContentType)));
        mock.Verify(x => x.AddUserToGroupAsync("g", "u", It.IsAny<RequestContext>()));
        mock.Verify(x => x.CloseGroupConnectionsAsync("g", null, null, It.IsAny<RequestContext>()));
        mock.Verify(x => x.ListConnectionsInGroup("g", null, null, null));
    }

    [Fact]
    public void DerivedClient_DeclaresNoOverloads() =>
        typeof(WebPubSubServiceClient<>).GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
            .Should().BeEmpty("the compiler compares priorities only between overloads of one type");

    private static string Describe(MethodInfo method) => string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name.Split('`')[0]));
}
