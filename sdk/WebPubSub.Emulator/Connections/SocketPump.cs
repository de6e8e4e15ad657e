// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Connections;

/// <summary>Reads the messages of a client, one at a time, and has them carried out.</summary>
internal sealed class SocketPump(ConnectionLink link, IFrameProcessor processor, TimeProvider time)
{
    // Then others have their turn: the acknowledgements of a subscriber must not wait until its publisher has nothing more to send.
    private const int ReadsInARow = 32;

    private Task? _reader; // of a reliable connection

    /// <summary>Reads from a socket until it has ended.</summary>
    public async Task RunAsync(SocketTransport transport)
    {
        Cause.Clear(); // the connection outlives whatever caused it
        TaskCompletionSource? turn = link.IsReliable ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        try
        {
            if (Interlocked.Exchange(ref _reader, turn?.Task) is { IsCompleted: false } previous)
            {
                await WatchedAsync(previous, transport); // a message of the old socket is still being handled
            }

            await ReadAllAsync(transport);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The transport is gone; EndReason says so unless it was this side that ended it.
        }
        finally
        {
            turn?.SetResult();
            link.Lose(transport);
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
            if (reads % ReadsInARow == 0)
            {
                await Task.Yield();
            }

            CloseRequest? close = null;
            Cause.Clear(); // the message before was the cause of nothing more
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
                    return; // another one has taken over
                }

                if (!link.HasEnded)
                {
                    Task<CloseRequest?> processing = processor.ProcessAsync(type, payload, link.Gone);
                    await WatchedAsync(processing, transport);
                    close = await processing;
                }
            }
            catch (MessageTooBigException)
            {
                close = CloseRequest.With(WebSocketCloseStatus.MessageTooBig, "The client message is longer than 1 MiB.");
            }
            catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.Faulted)
            {
                link.Close(CloseRequest.BrokenFrames, lastMessage: null); // the socket has told the client, 1002 or 1007, and reads no more
                await Task.Delay(Timeout.InfiniteTimeSpan, time, transport.Lost); // an end from this side could overtake that
            }

            if (close is not null)
            {
                link.Close(close, lastMessage: null); // and read on, to see the client's answer
            }
        }
    }

    // Nobody reads meanwhile, and so nobody would see that the client is gone.
    private async ValueTask WatchedAsync(Task task, SocketTransport transport)
    {
        if (!task.IsCompleted)
        {
            using CancellationTokenRegistration lost = transport.Lost.UnsafeRegister(_ => link.Lose(transport), null);
            await task;
        }
    }

    // A reliable client that goes away with anything but 1000 may come back. Client protocol reference, section 11.2.
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
