// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>Prints the URL that a client connects to.</summary>
internal sealed class TokenCommand
{
    private readonly ServiceOptions _service = new();
    private readonly ClientOptions _client = new();

    private readonly Option<string> _protocol = new("--protocol", "-p")
    {
        Description = "What the client speaks: raw, json, reliable-json, protobuf, reliable-protobuf, mqtt or socketio.",
        HelpName = "protocol",
        DefaultValueFactory = _ => ClientProtocol.Json.Name,
    };

    public Command Create()
    {
        var command = new Command("token", "Print the URL that a client connects to: it has an access token for hub, user, roles and groups. Nothing is sent to the service.");
        _service.AddTo(command);
        _client.AddTo(command, withLifetime: true);
        _protocol.AcceptOnlyFromAmong([.. ClientProtocol.All.Select(protocol => protocol.Name)]);
        command.Options.Add(_protocol);
        command.SetAction(ToolError.Guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ClientProtocol protocol = ClientProtocol.Find(parsed.GetValue(_protocol)!);
        Uri url = await _service.CreateClient(parsed).GetClientAccessUriAsync(_client.Read(parsed, protocol.Protocol), cancellationToken);
        await Console.Out.WriteLineAsync(url.AbsoluteUri);
        if (protocol.Protocol != WebPubSubClientProtocol.Default)
        {
            await Console.Error.WriteLineAsync("This URL is for a resource of the service: the emulator does not speak this protocol.");
        }

        if (protocol.Subprotocol is not null)
        {
            await Console.Error.WriteLineAsync($"Connect with the WebSocket subprotocol {protocol.Subprotocol}."); // not to those who read the URL from a pipe
        }

        return 0;
    }
}
