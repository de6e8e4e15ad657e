// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The <c>send</c> command, which sends a message through the REST API.</summary>
internal sealed class SendCommand
{
    private readonly ServiceOptions _service = new();
    private readonly Argument<string> _message = new("message") { Description = "The message; - reads it from the standard input." };
    private readonly Option<string> _user = new("--user", "-u") { Description = "Send to the connections of this user only.", HelpName = "name" };
    private readonly Option<string> _group = new("--group", "-g") { Description = "Send to the members of this group only.", HelpName = "group" };
    private readonly Option<string> _connection = new("--connection") { Description = "Send to this connection only.", HelpName = "id" };
    private readonly Option<bool> _json = new("--json") { Description = "Send the message as JSON instead of text." };

    public Command Create()
    {
        var command = new Command("send", "Send a message to the clients of a hub, as a server does.");
        _service.AddTo(command);
        command.Options.Add(_user);
        command.Options.Add(_group);
        command.Options.Add(_connection);
        command.Options.Add(_json);
        command.Arguments.Add(_message);
        command.Validators.Add(result =>
        {
            if (new Option[] { _user, _group, _connection }.Count(option => result.GetResult(option) is not null) > 1)
            {
                result.AddError("Use only one of --user, --group and --connection.");
            }
        });
        _user.RejectEmpty();
        _group.RejectEmpty();
        _connection.RejectEmpty();
        command.SetAction(ToolError.WithErrorHandling(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string message = parsed.GetValue(_message)!;
        message = message == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : message;
        ContentType type = ContentType.TextPlain;
        if (parsed.GetValue(_json))
        {
            CheckJson(message);
            type = ContentType.ApplicationJson;
        }

        (string recipients, Response response) = await SendAsync(_service.CreateClient(parsed), parsed, message, type, cancellationToken);
        await Console.Out.WriteLineAsync(
            $"Accepted for {recipients} of hub '{_service.ReadHub(parsed)}' ({response.Status}). The service does not report whether a client received it.");
        await WarnAsync(parsed, cancellationToken);
        return 0;
    }

    private async Task WarnAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string hub = _service.ReadHub(parsed);
        EmulatorSummary? summary = await EmulatorSummary.TryReadAsync(_service.ReadEndpoint(parsed).Endpoint, cancellationToken);
        if (summary is null || summary.Hubs.Any(known => known.Connections > 0 && known.Name.Equals(hub, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        await Console.Error.WriteLineAsync($"Warning: no client is connected to hub '{hub}'. {summary.ExplainUnknown(hub)}".TrimEnd());
    }

    private async Task<(string Recipients, Response Response)> SendAsync(
        WebPubSubServiceClient client, ParseResult parsed, string message, ContentType type, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_user) is { } user)
        {
            return ($"user '{user}'", await client.SendToUserAsync(user, message, type, cancellationToken));
        }

        if (parsed.GetValue(_group) is { } group)
        {
            return ($"group '{group}'", await client.SendToGroupAsync(group, message, type, cancellationToken));
        }

        return parsed.GetValue(_connection) is { } connection
            ? ($"connection '{connection}'", await client.SendToConnectionAsync(connection, message, type, cancellationToken))
            : ("all clients", await client.SendToAllAsync(message, type, cancellationToken));
    }

    private static void CheckJson(string message)
    {
        try
        {
            JsonDocument.Parse(message).Dispose();
        }
        catch (JsonException exception)
        {
            throw new ToolException($"The message is not JSON: {exception.Message}");
        }
    }
}
