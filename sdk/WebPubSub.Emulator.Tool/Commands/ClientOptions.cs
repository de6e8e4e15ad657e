// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The options for the user, the roles, the groups and the token lifetime of a client.</summary>
internal sealed class ClientOptions
{
    private static readonly string[] AllRoles = ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"];

    private readonly Option<string> _user = new("--user", "-u") { Description = "The user ID. The default is an anonymous user.", HelpName = "name" };

    private readonly Option<string[]> _roles = new("--role", "-r")
    {
        Description = "A role, such as webpubsub.sendToGroup.room; may be repeated. Without a role, the client can join and send to every group.",
        HelpName = "role",
        DefaultValueFactory = _ => AllRoles,
    };

    private readonly Option<string[]> _groups = new("--group", "-g") { Description = "A group that the client joins when it connects; may be repeated.", HelpName = "group" };

    private readonly Option<int> _minutes = new("--minutes") { Description = "The lifetime of the token in minutes.", HelpName = "number", DefaultValueFactory = _ => 60 };

    public ClientOptions()
    {
        _minutes.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int minutes) && minutes < 1)
            {
                result.AddError("--minutes must be at least 1.");
            }
        });
        _user.RejectEmpty();
        _roles.RejectEmpty();
        _groups.RejectEmpty();
    }

    public void AddTo(Command command, bool withLifetime = false)
    {
        command.Options.Add(_user);
        command.Options.Add(_roles);
        command.Options.Add(_groups);
        if (withLifetime)
        {
            command.Options.Add(_minutes);
        }
    }

    public ClientAccessOptions Read(ParseResult parsed, WebPubSubClientProtocol protocol)
    {
        var options = new ClientAccessOptions { UserId = parsed.GetValue(_user), Protocol = protocol };
        if (parsed.GetResult(_minutes) is not null)
        {
            options.ExpiresAfter = TimeSpan.FromMinutes(parsed.GetValue(_minutes));
        }

        foreach (string role in parsed.GetValue(_roles) ?? [])
        {
            options.Roles.Add(role);
        }

        foreach (string group in parsed.GetValue(_groups) ?? [])
        {
            options.Groups.Add(group);
        }

        return options;
    }
}
