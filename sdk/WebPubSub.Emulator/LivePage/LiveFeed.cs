// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Tracing;

namespace WebPubSub.Emulator.LivePage;

/// <summary>
/// Sends the changes of the trace and the state to one page, ten times per second. It sends all entries of a short burst. During a long flood, it sends only
/// as many entries as a page can show and stay usable.
/// </summary>
internal sealed class LiveFeed(
    LiveRun run, EmulatorInspector inspector, EmulatorTrace trace, LiveHubs hubs, TimeProvider time, EmulatorLifetime lifetime)
{
    private const int MaxEntriesAtOnce = 300; // the number of lines that the page keeps
    private const int EntriesPerRound = 40; // 400 per second in a long flood; more lines would only keep the browser busy
    private const int MaxConnections = 200;
    private const int MaxPermissions = 20;
    private const int StateEvery = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task InvokeAsync(HttpContext http)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Closing);
        http.Response.ContentType = "text/event-stream";
        try
        {
            await WriteAllAsync(http.Response, linked.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the emulator shuts down.
        }
    }

    private async Task WriteAllAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System); // in real time, because people watch the page
        long first = Math.Max(0, trace.LastNumber - MaxEntriesAtOnce);
        long last = first;
        long revision = 0;
        SortedSet<long> pending = []; // the entries that the page shows as in progress
        byte[] lastState = [];
        int allowed = MaxEntriesAtOnce;
        int round = 0;
        do
        {
            (EmulatorTraceEntry[] changed, revision) = trace.ChangedAfter(revision);
            EmulatorTraceEntry[] shown = Choose(changed, first, pending, allowed);
            if (shown.Length > 0)
            {
                allowed -= shown.Length;
                UpdatePending(shown, pending);
                long begun = Math.Max(last, shown[^1].Number) - last;
                long dropped = begun - shown.Count(entry => entry.Number > last);
                last += begun;
                await WriteAsync(response, "entries", new LiveEntries(run.Id, [.. shown.Select(LiveEntryWriter.Write)], dropped), LiveJsonContext.Default.LiveEntries, cancellationToken);
            }

            allowed = Math.Min(MaxEntriesAtOnce, allowed + EntriesPerRound);
            if (round++ % StateEvery == 0)
            {
                LiveState state = CreateState();
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(state, LiveJsonContext.Default.LiveState);
                if (!json.AsSpan().SequenceEqual(lastState))
                {
                    lastState = json;
                    await WriteAsync(response, "state", state with { Now = time.GetUtcNow().ToUnixTimeMilliseconds() }, LiveJsonContext.Default.LiveState, cancellationToken);
                }
            }

            await response.Body.FlushAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // The end of an entry that the page shows as in progress is always sent. It counts, so that a flood has fewer new lines.
    private static EmulatorTraceEntry[] Choose(EmulatorTraceEntry[] changed, long first, SortedSet<long> pending, int allowed)
    {
        EmulatorTraceEntry[] completed = [.. changed.Where(entry => pending.Contains(entry.Number))];
        IEnumerable<EmulatorTraceEntry> others = changed.Where(entry => entry.Number > first && !pending.Contains(entry.Number)).TakeLast(allowed - completed.Length);
        return [.. completed.Concat(others).OrderBy(entry => entry.Number)];
    }

    private static void UpdatePending(EmulatorTraceEntry[] shown, SortedSet<long> pending)
    {
        pending.ExceptWith(shown.Where(entry => !entry.IsPending).Select(entry => entry.Number));
        pending.UnionWith(shown.Where(entry => entry.IsPending).Select(entry => entry.Number));
        while (pending.Count > MaxEntriesAtOnce)
        {
            pending.Remove(pending.Min); // the page no longer shows it
        }
    }

    private LiveState CreateState()
    {
        IReadOnlyList<EmulatorConnection> connections = inspector.Connections;
        return new LiveState(
            hubs.Describe(connections),
            [.. connections.OrderByDescending(connection => connection.OpenedAt).Take(MaxConnections).Select(Write)],
            connections.Count,
            !trace.KeepsEntries,
            (long)Math.Round((time.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds));
    }

    private static LiveConnection Write(EmulatorConnection connection) => new(
        connection.Hub,
        connection.ConnectionId,
        connection.UserId,
        connection.Subprotocol,
        connection.OpenedAt.ToUnixTimeMilliseconds(),
        connection.Groups,
        [.. connection.Permissions.Take(MaxPermissions), .. connection.Permissions.Count > MaxPermissions ? ["..."] : Array.Empty<string>()],
        connection.IsDetached,
        connection.BufferedMessages,
        connection.BufferedBytes);

    private static Task WriteAsync<T>(HttpResponse response, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        WriteAsync(response, name, JsonSerializer.SerializeToUtf8Bytes(value, type), cancellationToken);

    // Server-sent events must have no line breaks in their data. The serialized JSON has none.
    private static async Task WriteAsync(HttpResponse response, string name, byte[] json, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {name}\ndata: ", cancellationToken);
        await response.Body.WriteAsync(json, cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }
}
