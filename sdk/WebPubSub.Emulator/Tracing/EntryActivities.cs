// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Tracing;

/// <summary>Creates an activity for each entry of the trace that has a part in the path of a message: client message, event, REST call and delivery.</summary>
internal sealed class EntryActivities(EmulatorTrace trace) : IEmulatorObserver
{
    public void StateChanged() => trace.StateChanged();

    public void Add(EmulatorTraceEntry entry)
    {
        trace.Add(entry);
        if (EmulatorActivities.Source.HasListeners() && entry is not EmulatorHandlerCall) // an event without an event handler is not sent
        {
            Start(entry);
            Stop(entry);
        }
    }

    public void Begin(EmulatorTraceEntry entry)
    {
        trace.Begin(entry);
        if (EmulatorActivities.Source.HasListeners())
        {
            Start(entry);
        }
    }

    public void Update(EmulatorTraceEntry entry) => trace.Update(entry);

    public void End(EmulatorTraceEntry entry)
    {
        trace.End(entry);
        Stop(entry);
    }

    // The activity does not become the current one, so that an unrelated activity of the process, such as the request of a client, is not its parent.
    private static void Start(EmulatorTraceEntry entry)
    {
        if (Describe(entry) is not ({ } name, var kind))
        {
            return;
        }

        ActivityContext parent = entry.KnownContext ?? Cause.CurrentContext;
        Activity? current = Activity.Current;
        Activity.Current = null;
        entry.Activity = EmulatorActivities.Source.StartActivity($"{name} {entry.Hub}", kind, parent);
        Activity.Current = current;
        entry.Context = entry.Activity?.Context ?? parent; // a sampler can drop the activity
        if (entry.Activity is { } activity)
        {
            activity.SetTag("webpubsub.hub", entry.Hub);
            activity.SetTag("webpubsub.emulator.entry", entry.Number);
        }
    }

    private static void Stop(EmulatorTraceEntry entry)
    {
        if (entry.Activity is not { } activity)
        {
            return;
        }

        entry.Activity = null;
        SetResult(activity, entry);
        if (entry.IsFailure)
        {
            activity.SetStatus(ActivityStatusCode.Error, entry.Reason);
        }

        Activity? current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    private static void SetResult(Activity activity, EmulatorTraceEntry entry)
    {
        switch (entry)
        {
            case EmulatorMessage { IsFromClient: false } message:
                activity.SetTag("webpubsub.emulator.recipients", message.Recipients.Count());
                break;
            case EmulatorHandlerCall call:
                activity.SetTag("http.response.status_code", call.Status);
                activity.SetTag("webpubsub.emulator.attempts", call.Attempts);
                break;
            case EmulatorRestCall call:
                activity.SetTag("http.response.status_code", call.Status);
                break;
            default:
                break;
        }
    }

    // Pings, acknowledgements and health probes are not part of the path of a message.
    private static (string? Name, ActivityKind Kind) Describe(EmulatorTraceEntry entry) => entry switch
    {
        EmulatorMessage { IsFromClient: true, Kind: "ping" or "sequenceAck" or "streamAck" } => default,
        EmulatorMessage { IsFromClient: true } message => (message.Kind, ActivityKind.Server),
        EmulatorMessage { Kind: "message" or "invokeResponse" or "streamData" } => ("deliver", ActivityKind.Producer),
        EmulatorMessage => default,
        EmulatorHandlerCall call => ($"event {call.EventName}", ActivityKind.Client),
        EmulatorRestCall { Hub: null } => default,
        EmulatorRestCall call => ($"REST {call.Method}", ActivityKind.Server),
        EmulatorConnectionEvent connection => ($"connection {connection.Kind.ToString().ToLowerInvariant()}", ActivityKind.Internal),
        _ => default,
    };
}
