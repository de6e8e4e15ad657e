// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Net;
using System.Net.WebSockets;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>A client at the terminal: what is typed is sent, and what comes is shown.</summary>
internal sealed class ConnectCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30); // an event handler may have its say

    private readonly ServiceOptions _service = new();
    private readonly ClientOptions _client = new();

    private readonly Option<string> _url = new("--url") { Description = "The URL of an existing token, such as an application handed out, in place of all the options but --protocol.", HelpName = "ws://..." };

    private readonly Option<string> _protocol = new("--protocol", "-p")
    {
        Description = "What it speaks: raw, json or reliable-json.",
        HelpName = "protocol",
        DefaultValueFactory = _ => ClientProtocol.Json.Name,
    };

    public Command Create()
    {
        var command = new Command("connect", "Connect as a client: type to send, see what comes. /help lists what can be typed; Ctrl+C or /quit ends it.");
        _service.AddTo(command);
        _client.AddTo(command);
        command.Options.Add(_url);
        _protocol.AcceptOnlyFromAmong(ClientProtocol.Raw.Name, ClientProtocol.Json.Name, ClientProtocol.ReliableJson.Name);
        command.Options.Add(_protocol);
        command.SetAction(ToolError.Guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ClientProtocol protocol = ClientProtocol.Find(parsed.GetValue(_protocol)!);
        Uri url = parsed.GetValue(_url) is { } given ? ReadUrl(given)
            : await _service.CreateClient(parsed).GetClientAccessUriAsync(_client.Read(parsed, protocol.Protocol), cancellationToken);
        using var socket = new ClientWebSocket();
        if (protocol.Subprotocol is not null)
        {
            socket.Options.AddSubProtocol(protocol.Subprotocol);
        }

        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(url, cancellationToken).WaitAsync(ConnectTimeout, TimeProvider.System, cancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw new ToolException(
                $"The service did not let the client in: {(int)socket.HttpStatusCode} {socket.HttpStatusCode}. "
                + (socket.HttpStatusCode == HttpStatusCode.NotFound
                    ? "Clients connect to /client/hubs/{hub}; the emulator has no other path for them."
                    : "The log of the emulator and its live page say why."));
        }

        await Console.Error.WriteLineAsync($"Connected to {url.GetLeftPart(UriPartial.Path)} with {protocol.Subprotocol ?? "no subprotocol"}. /help lists what can be typed.");
        return await new TerminalClient(socket, protocol, Console.In, Console.Out).RunAsync(cancellationToken);
    }

    private static Uri ReadUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "ws" or "wss"
        ? url
        : throw new ToolException("--url is not a ws:// or wss:// address."); // it may hold a token
}
