// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The client of the <c>connect</c> command. It sends typed lines and prints received frames, until the input or the connection ends.</summary>
internal sealed class TerminalClient(ClientWebSocket socket, ClientProtocol protocol, TextReader input, TextWriter output)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly CancellationToken NoCancellation = CancellationToken.None;

    private readonly InputLineParser _lines = new(protocol);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task receiving = ReceiveAllAsync();
        Task typing = Task.Run(() => SendAllAsync(ended.Token), NoCancellation); // ReadLineAsync of a terminal blocks its thread
        Task interrupted = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended.Token);
        Task first = await Task.WhenAny(receiving, typing, interrupted);
        bool closedLocally = first != receiving;
        await ended.CancelAsync();
        if (closedLocally && socket.State == WebSocketState.Open)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, NoCancellation);
        }

        await receiving.WaitAsync(CloseTimeout, TimeProvider.System, NoCancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync(closedLocally ? "Closed." : $"The service closed the connection: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd());
        if (first == typing)
        {
            await typing; // throws if sending failed, so that the user sees the error
        }

        return closedLocally || socket.CloseStatus == WebSocketCloseStatus.NormalClosure ? 0 : ToolError.Failed;
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await input.ReadLineAsync(cancellationToken) is { } line && line.Trim() != "/quit")
        {
            (string? frame, string? answer) = _lines.Read(line);
            if (answer is not null)
            {
                await output.WriteLineAsync(answer);
            }

            if (frame is not null)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
        }
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (await ReceiveAsync() is var (type, payload) && type != WebSocketMessageType.Close)
            {
                await output.WriteLineAsync(ReceivedFrame.Describe(type, payload, protocol));
                if (ReceivedFrame.FindSequenceId(payload, protocol) is { } sequenceId)
                {
                    await socket.SendAsync(
                        Encoding.UTF8.GetBytes($$"""{"type":"sequenceAck","sequenceId":{{sequenceId}}}"""), WebSocketMessageType.Text, endOfMessage: true, NoCancellation);
                }
            }
        }
        catch (WebSocketException)
        {
            // The transport is lost. RunAsync reports the end of the connection.
        }
    }

    private async Task<(WebSocketMessageType Type, ReadOnlyMemory<byte> Payload)> ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(message.GetMemory(4096), NoCancellation);
            message.Advance(result.Count);
            if (result.EndOfMessage)
            {
                return (result.MessageType, message.WrittenMemory);
            }
        }
    }
}
