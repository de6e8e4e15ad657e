// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Connections;

/// <summary>Reads the messages of a client, one at a time, and passes them to the frame processor.</summary>
internal sealed class SocketReceiveLoop(ConnectionLink link, IFrameProcessor processor, TimeProvider time)
{
    // After this number of reads, the reader yields. Otherwise, the acknowledgements of a subscriber could wait until its publisher stops sending.
    private const int MaxConsecutiveReads = 32;

    private Task? _reader; // only for a reliable connection

    /// <summary>Reads from a transport until it has ended.</summary>
    public async Task RunAsync(SocketTransport transport)
    {
        Cause.Clear(); // the connection lasts longer than its cause
        TaskCompletionSource? readerCompletion = link.IsReliable ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        try
        {
            if (Interlocked.Exchange(ref _reader, readerCompletion?.Task) is { IsCompleted: false } previous)
            {
                await WaitAndDetectLossAsync(previous, transport); // a message of the old transport is still being processed
            }

            await ReadAllAsync(transport);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The transport is lost. This is the default of EndReason, which differs if the emulator ended the connection.
        }
        finally
        {
            readerCompletion?.SetResult();
            link.OnTransportLost(transport);
            transport.Complete(null);
            transport.Flush();
            await transport.WaitForEndAsync();
            transport.Socket.Abort();
            transport.Dispose();
        }
    }

    private async Task ReadAllAsync(SocketTransport transport)
    {
        using var reader = new SocketReader(transport.Socket);
        for (int reads = 1; ; reads++)
        {
            if (reads % MaxConsecutiveReads == 0)
            {
                await Task.Yield();
            }

            CloseRequest? close = null;
            Cause.Clear(); // the previous message causes no more entries
            try
            {
                (WebSocketMessageType type, ReadOnlyMemory<byte> payload) = await reader.ReadAsync();
                if (type == WebSocketMessageType.Close)
                {
                    AnswerClose(transport);
                    return;
                }

                if (!link.IsCurrent(transport))
                {
                    return; // another transport has replaced this transport
                }

                if (!link.HasEnded)
                {
                    Task<CloseRequest?> processing = processor.ProcessAsync(type, payload, link.ConnectionClosed);
                    await WaitAndDetectLossAsync(processing, transport);
                    close = await processing;
                }
            }
            catch (MessageTooBigException)
            {
                close = CloseRequest.With(WebSocketCloseStatus.MessageTooBig, Explanation.MessageTooBig(SocketReader.MaxMessageBytes));
            }
            catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.Faulted)
            {
                link.Close(CloseRequest.BrokenFrames, lastMessage: null); // the WebSocket has sent close code 1002 or 1007 to the client, and reads no further frames
                await Task.Delay(Timeout.InfiniteTimeSpan, time, transport.Lost); // an abort by the emulator could overtake that close
            }

            if (close is not null)
            {
                link.Close(close, lastMessage: null); // the loop continues, to read the client's close
            }
        }
    }

    // No read is pending during the task, so only this registration detects that the client is gone.
    private async ValueTask WaitAndDetectLossAsync(Task task, SocketTransport transport)
    {
        if (!task.IsCompleted)
        {
            using CancellationTokenRegistration lost = transport.Lost.UnsafeRegister(_ => link.OnTransportLost(transport), null);
            await task;
        }
    }

    // A reliable client that closes with a code other than 1000 may recover. See docs/protocols/client-protocols.md#112-start-of-the-recovery-window.
    private void AnswerClose(SocketTransport transport)
    {
        WebSocketCloseStatus status = transport.Socket.CloseStatus is null or WebSocketCloseStatus.Empty
            ? WebSocketCloseStatus.NormalClosure
            : transport.Socket.CloseStatus.Value;
        string description = transport.Socket.CloseStatusDescription ?? "";
        if (link.IsReliable && status != WebSocketCloseStatus.NormalClosure && !link.HasEnded)
        {
            transport.Abort();
        }
        else
        {
            link.Close(new CloseRequest(status, description, description), lastMessage: null);
        }
    }
}
