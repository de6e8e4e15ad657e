// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Text.RegularExpressions;

namespace WebPubSub.Emulator.Tests;

/// <summary>What the README of the emulator claims has a test, and what the service's references list is claimed.</summary>
public sealed class SupportTableTests
{
    // The rows of the references' tables: client protocols, sections 5, 6, 12.1 and 13 to 15; REST API, section 7; event handler, section 1, without MQTT.
    private static readonly string[] Needed =
    [
        "joinGroup", "leaveGroup", "sendToGroup", "event", "ping", "sequenceAck", "invoke", "cancelInvocation", "streamData", "streamEnd",
        "setGroupState", "subscribeGroupState", "unsubscribeGroupState",
        "join_group_message", "leave_group_message", "send_to_group_message", "event_message", "sequence_ack_message", "ping_message",
        "connected", "disconnected", "ack", "message", "pong", "invokeResponse", "streamAck", "streamNack", "streamClosed", "groupStateSnapshot", "groupStateUpdate",
        "ack_message", "data_message", "system_message", "pong_message",
        "HealthApi_GetServiceStatus", "SendToAll", "SendToUser", "SendToConnection", "SendToGroup", "ConnectionExists", "UserExists", "GroupExists", "CloseConnection",
        "CloseAllConnections", "CloseGroupConnections", "CloseUserConnections", "AddConnectionToGroup", "RemoveConnectionFromGroup", "RemoveConnectionFromAllGroups",
        "AddUserToGroup", "RemoveUserFromGroup", "RemoveUserFromAllGroups", "AddConnectionsToGroups", "RemoveConnectionsFromGroups", "ListConnectionsInGroup",
        "GrantPermission", "RevokePermission", "CheckPermission", "GenerateClientToken",
        "connect", "joined", "left",
    ];

    private static readonly Type[] Tests = typeof(SupportTableTests).Assembly.GetTypes();

    private static readonly string[] Rows = [.. ReadRows()];

    [Fact]
    public void EachRow_NamesATestThatExists()
    {
        Rows.Should().HaveCountGreaterThan(Needed.Length);
        foreach (string row in Rows)
        {
            Match test = Regex.Match(row, @"\| `(?<class>\w+)\.(?<method>\w+)` \|$");
            test.Success.Should().BeTrue("'{0}' names no test", row);
            MethodInfo? method = Tests.SingleOrDefault(type => type.Name == test.Groups["class"].Value)?.GetMethod(test.Groups["method"].Value);
            (method?.GetCustomAttribute<FactAttribute>()).Should().NotBeNull("'{0}' names a test", row); // a theory is one too
        }
    }

    [Fact]
    public void EachRowOfTheReferences_IsThere()
    {
        string[] claimed = [.. Rows.SelectMany(row => Regex.Matches(row.Split('|')[1], "`([^`]+)`").Select(match => match.Groups[1].Value))];

        Needed.Should().BeSubsetOf(claimed);
    }

    private static IEnumerable<string> ReadRows()
    {
        string root = typeof(SupportTableTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        string readme = File.ReadAllText(Path.Combine(root, "sdk", "WebPubSub.Emulator", "README.md"));
        string tables = readme[readme.IndexOf("## What it does", StringComparison.Ordinal)..];
        return tables.Split('\n').Where(line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal) && !line.EndsWith("| Test |", StringComparison.Ordinal));
    }
}
