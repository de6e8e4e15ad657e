// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Net;
using System.Net.WebSockets;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The <c>connect</c> command: a client that sends typed lines and prints received messages.</summary>
internal sealed class ConnectCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30); // includes the time of the event handler for the connect event

    private readonly ServiceOptions _service = new();
    private readonly ClientOptions _client = new();

    private readonly Option<string> _url = new("--url") { Description = "An existing client URL with a token. It replaces all options except --protocol.", HelpName = "ws://..." };

    private readonly Option<string> _negotiate = new("--negotiate")
    {
        Description = "The negotiate endpoint of an application, which returns the client URL. It replaces all options except --protocol.",
        HelpName = "http://...",
    };

    private readonly Option<string> _protocol = new("--protocol", "-p")
    {
        Description = "The client protocol: raw, json or reliable-json.",
        HelpName = "protocol",
        DefaultValueFactory = _ => ClientProtocol.Json.Name,
    };

    public Command Create()
    {
        var command = new Command("connect", "Connect as a client. Type to send messages; received messages are printed. /help lists the commands. Ctrl+C or /quit ends the connection.");
        _service.AddTo(command);
        _client.AddTo(command);
        command.Options.Add(_url);
        command.Options.Add(_negotiate);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_url) is not null && result.GetResult(_negotiate) is not null)
            {
                result.AddError("Use only one of --url and --negotiate.");
            }
        });
        _protocol.AcceptOnlyFromAmong(ClientProtocol.Raw.Name, ClientProtocol.Json.Name, ClientProtocol.ReliableJson.Name);
        command.Options.Add(_protocol);
        command.SetAction(ToolError.WithErrorHandling(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ClientProtocol protocol = ClientProtocol.Find(parsed.GetValue(_protocol)!);
        Uri url = await GetUrlAsync(parsed, protocol, cancellationToken);
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
                $"The service rejected the client: {(int)socket.HttpStatusCode} {socket.HttpStatusCode}. "
                + (socket.HttpStatusCode == HttpStatusCode.NotFound
                    ? Explanation.ClientNotFound
                    : BearerChallenge.FindDescription(socket) ?? "The live page of the emulator shows the reason."));
        }

        await Console.Error.WriteLineAsync($"Connected to {url.GetLeftPart(UriPartial.Path)} with {protocol.Subprotocol ?? "no subprotocol"}. /help lists the commands.");
        return await new TerminalClient(socket, protocol, Console.In, Console.Out).RunAsync(cancellationToken);
    }

    private async Task<Uri> GetUrlAsync(ParseResult parsed, ClientProtocol protocol, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_url) is { } given)
        {
            return ReadUrl(given);
        }

        if (parsed.GetValue(_negotiate) is { } endpoint)
        {
            return await NegotiateCall.GetUrlAsync(endpoint, cancellationToken);
        }

        await WarnAsync(parsed, cancellationToken);
        return await _service.CreateClient(parsed).GetClientAccessUriAsync(_client.Read(parsed, protocol.Protocol), cancellationToken);
    }

    private async Task WarnAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        EmulatorSummary? summary = await EmulatorSummary.TryReadAsync(_service.ReadEndpoint(parsed).Endpoint, cancellationToken);
        if (summary?.ExplainUnknown(_service.ReadHub(parsed)) is { } unknown)
        {
            await Console.Error.WriteLineAsync("Warning: " + unknown);
        }
    }

    private static Uri ReadUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "ws" or "wss"
        ? url
        : throw new ToolException("--url is not a ws:// or wss:// address."); // the URL can contain a token, so the message does not show it
}
