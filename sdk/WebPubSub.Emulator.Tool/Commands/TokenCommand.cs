// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The <c>token</c> command, which prints the URL that a client connects to.</summary>
internal sealed class TokenCommand
{
    private readonly ServiceOptions _service = new();
    private readonly ClientOptions _client = new();

    private readonly Option<string> _protocol = new("--protocol", "-p")
    {
        Description = "The client protocol: raw, json, reliable-json, protobuf, reliable-protobuf, mqtt or socketio.",
        HelpName = "protocol",
        DefaultValueFactory = _ => ClientProtocol.Json.Name,
    };

    public Command Create()
    {
        var command = new Command("token", "Print a client URL with an access token for the hub, user, roles and groups. The command sends no request.");
        _service.AddTo(command);
        _client.AddTo(command, withLifetime: true);
        _protocol.AcceptOnlyFromAmong([.. ClientProtocol.All.Select(protocol => protocol.Name)]);
        command.Options.Add(_protocol);
        command.SetAction(ToolError.WithErrorHandling(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ClientProtocol protocol = ClientProtocol.Find(parsed.GetValue(_protocol)!);
        Uri url = await _service.CreateClient(parsed).GetClientAccessUriAsync(_client.Read(parsed, protocol.Protocol), cancellationToken);
        await Console.Out.WriteLineAsync(url.AbsoluteUri);
        if (protocol.Protocol != WebPubSubClientProtocol.Default)
        {
            await Console.Error.WriteLineAsync("This URL is for a resource in Azure, because the emulator does not support this protocol.");
        }

        if (protocol.Subprotocol is not null)
        {
            await Console.Error.WriteLineAsync($"Connect with the WebSocket subprotocol {protocol.Subprotocol}."); // a pipe receives only the URL
        }

        return 0;
    }
}
