// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Sends events to event handlers and returns their answers.</summary>
/// <remarks>See docs/protocols/event-handler.md#4-request-headers to #7-signature.</remarks>
internal sealed class UpstreamDispatcher(
    HubSettings settings, EmulatorAddress address, WebhookValidator validator, EventRequests requests, EventHttp http, IEmulatorObserver observer, TimeProvider time, ILogger logger)
{
    private const int MaxReplyBytes = 16 * 1024 * 1024;
    private const int MaxRejectionBytes = 64 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    /// <summary>Returns whether an event handler receives the connect events of a hub.</summary>
    public bool HasConnectHandler(string hub) => EventRoute.Find(settings, hub, WebPubSubEventType.System, "connect") is not null;

    /// <summary>Returns whether an event handler receives a group event.</summary>
    public bool HasGroupHandler(string hub, string change, string group) =>
        EventRoute.Find(settings, hub, WebPubSubEventType.GroupPresence, change, group) is not null;

    /// <summary>Sends an event to its event handler. <see cref="UpstreamReply.HasHandler"/> is false if no event handler receives the event.</summary>
    public async Task<UpstreamReply> SendAsync(UpstreamEvent upstreamEvent, CancellationToken cancellationToken)
    {
        WebPubSubEmulatorEventHandlerOptions? handler =
            EventRoute.Find(settings, upstreamEvent.Hub, upstreamEvent.Type, upstreamEvent.Name, upstreamEvent.Group);
        bool isListenedTo = RecordForListener(upstreamEvent);
        if (handler is null && isListenedTo)
        {
            return UpstreamReply.ListenerOnly;
        }

        EmulatorHandlerCall call = upstreamEvent.ToCall();
        if (handler is null)
        {
            return CompleteWithoutHandler(upstreamEvent, call);
        }

        long start = time.GetTimestamp();
        observer.Begin(call);
        Cause.Set(call);
        using ITimer late = SlowCalls.Watch(call, observer, time, logger);
        try
        {
            UpstreamReply reply = await SendAsync(handler, upstreamEvent, call, cancellationToken);
            Complete(call, reply);
            return reply;
        }
        catch (OperationCanceledException)
        {
            call.Complete(isFailure: true, "The client disconnected, or the emulator stopped, before the event handler answered.");
            throw;
        }
        finally
        {
            call.Duration = time.GetElapsedTime(start);
            observer.End(call);
        }
    }

    // A user event fails without an event handler. The other events need none.
    private UpstreamReply CompleteWithoutHandler(UpstreamEvent upstreamEvent, EmulatorHandlerCall call)
    {
        string reason = HandlerReason.ForNone(settings, upstreamEvent);
        bool isFailure = upstreamEvent.Type == WebPubSubEventType.User;
        call.Complete(isFailure, reason);
        observer.Add(call);
        if (isFailure)
        {
            logger.NoHandler(upstreamEvent.ConnectionId, reason);
        }

        return new UpstreamReply(0) { Reason = reason, HasHandler = false };
    }

    private bool RecordForListener(UpstreamEvent upstreamEvent)
    {
        if (EventRoute.FindListener(settings, upstreamEvent.Hub, upstreamEvent.Type, upstreamEvent.Name) is not { } listener)
        {
            return false;
        }

        EmulatorHandlerCall call = upstreamEvent.ToCall();
        call.EventListener = listener.EventHubName;
        call.Complete(isFailure: false, $"An Event Hubs listener{(listener.EventHubName.Length > 0 ? $" ('{listener.EventHubName}')" : "")} receives the event. The emulator sends nothing to an Event Hub.");
        observer.Add(call);
        return true;
    }

    private async Task<UpstreamReply> SendAsync(
        WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, EmulatorHandlerCall call, CancellationToken cancellationToken)
    {
        Uri? application = handler.OwnBase ?? address.Application;
        if (UrlTemplate.IsPath(handler.Template) && application is null)
        {
            string path = handler.Template.Split('?', 2)[0];
            logger.ApplicationNotStarted(upstreamEvent.Name, upstreamEvent.Hub, path);
            return Failed($"The event handler '{path}' is a path of the application that hosts the emulator, and this application does not listen yet. Start it before clients send events, or use an absolute URL.");
        }

        Uri url = UrlTemplate.Resolve(handler.Template, upstreamEvent.Hub, upstreamEvent.Name, application);
        call.Url = UrlTemplate.ForLog(url);
        Uri validationUrl = UrlTemplate.ResolveValidation(handler.Template, upstreamEvent.Hub, application);
        call.LastFailure = "The webhook validation of the event handler has not finished.";
        if (handler.Delegate is null
            && await validator.ValidateAsync(validationUrl, upstreamEvent.Hub, handler.Target).WaitAsync(cancellationToken) is { } fault)
        {
            return Failed("The event handler does not receive events. " + fault);
        }

        call.LastFailure = Explanation.SlowHandlerAdvice + " The emulator sends at most 1,000 events to one server at the same time.";
        return await PostAsync(url, handler, upstreamEvent, call, cancellationToken);
    }

    private static UpstreamReply Failed(string reason) => new(0) { Reason = reason };

    private static void Complete(EmulatorHandlerCall call, UpstreamReply reply)
    {
        call.Status = reply.Status;
        call.Complete(!reply.IsSuccess, !call.IsFaulty || reply.IsSuccess ? reply.Reason
            : reply.Status == 0 ? $"{reply.Reason} The test injected a fault."
            : "The test injected a fault.");
        call.ResponseContentType = reply.ContentType;
        call.ResponseBody = EmulatorHandlerCall.Keep(reply.IsSuccess ? reply.Body : default);
    }

    private async Task<UpstreamReply> PostAsync(
        Uri url, WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, EmulatorHandlerCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        DateTimeOffset sentAt = time.GetUtcNow();
        Guid requestId = Guid.NewGuid(); // retries use the same ID
        try
        {
            using HttpResponseMessage response =
                await http.SendAsync(
                    () => requests.Create(url, handler, upstreamEvent, sentAt, requestId, call),
                    (status, exception) => call.LastFailure = exception is null
                        ? HandlerReason.ForStatus(status, upstreamEvent.Hub, upstreamEvent.Name == "connect", text: null)
                        : HandlerReason.ForException(exception, url, Deadline),
                    linked.Token);
            UpstreamReply reply = await ReadAsync(url, upstreamEvent, response, linked.Token);
            LogOutcome(call.Url!, upstreamEvent, reply);
            return reply;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            string reason = HandlerReason.ForException(exception, url, Deadline);
            logger.EventUnreachable(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, UrlTemplate.ForLog(url), reason);
            return Failed(reason);
        }
    }

    private async Task<UpstreamReply> ReadAsync(Uri url, UpstreamEvent upstreamEvent, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? state = response.Headers.TryGetValues("ce-connectionState", out IEnumerable<string>? values) ? values.Last() : null;
        if (state is not null && !Ascii.IsValid(state))
        {
            logger.UnusableReply(UrlTemplate.ForLog(url), upstreamEvent.Name, "The header ce-connectionState contains characters that are not ASCII. The connection state is unchanged.");
            state = null;
        }

        var reply = new UpstreamReply((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), ConnectionState: state);
        if (!reply.IsSuccess)
        {
            return await ReadRejectionAsync(upstreamEvent, response, reply, cancellationToken);
        }

        Dictionary<string, string>? metadata = ReadMetadata(response);
        if (metadata is not null && MessageMetadata.Validate(metadata) is { } violation)
        {
            logger.UnusableReply(UrlTemplate.ForLog(url), upstreamEvent.Name, violation + ".");
            return Failed($"The answer of the event handler is invalid: {violation}.");
        }

        upstreamEvent.Cookies.Keep(url, response);
        byte[]? body = await BoundedReader.ReadAsync(response.Content, MaxReplyBytes, cancellationToken);
        if (FindFault(upstreamEvent, reply, body) is { } fault)
        {
            logger.UnusableReply(UrlTemplate.ForLog(url), upstreamEvent.Name, fault);
            return Failed(fault);
        }

        return reply with { Body = body, Metadata = metadata };
    }

    // A body without a content type is binary. See docs/protocols/event-handler.md#5-content-types.
    private static string? FindFault(UpstreamEvent upstreamEvent, UpstreamReply reply, byte[]? body) =>
        body is null ? "The answer of the event handler is longer than 16 MiB."
        : upstreamEvent.Type == WebPubSubEventType.User && body.Length > 0 ? FindDataFault(reply.ContentType, body)
        : null;

    private static string? FindDataFault(string? contentType, byte[] body) =>
        MessageData.TypeOfReply(contentType) is not { } type
            ? $"The answer of the event handler has the content type '{Shorten(contentType)}'. Use text/plain, application/json or application/octet-stream."
        : MessageData.Create(body, type) is null ? $"The body of the answer of the event handler is not valid {Shorten(contentType)}."
        : null;

    // The client receives this text, so it contains the media type only.
    private static string? Shorten(string? contentType)
    {
        const int MaxLength = 100;
        string? mediaType = contentType?.Split(';', 2)[0].Trim();
        return mediaType?.Length > MaxLength ? mediaType[..MaxLength] : mediaType;
    }

    // A rejected client receives the whole answer. See docs/protocols/event-handler.md#131-connect.
    private async Task<UpstreamReply> ReadRejectionAsync(UpstreamEvent upstreamEvent, HttpResponseMessage response, UpstreamReply reply, CancellationToken cancellationToken)
    {
        bool isConnect = upstreamEvent is { Type: WebPubSubEventType.System, Name: "connect" };
        byte[]? body = isConnect ? await ErrorText.ReadBodyAsync(response, MaxRejectionBytes, time, cancellationToken) : null;
        string? text = isConnect ? ErrorText.Find(response, body) : await ErrorText.ReadAsync(response, time, cancellationToken);
        return reply with
        {
            Body = body ?? [],
            Reason = HandlerReason.ForStatus(reply.Status, upstreamEvent.Hub, isConnect, text),
            Explanation = HandlerReason.ForStatus(reply.Status, upstreamEvent.Hub, isConnect, text: null),
        };
    }

    private static Dictionary<string, string>? ReadMetadata(HttpResponseMessage response) => MetadataHeaders.Read(response.Headers.NonValidated
        .Where(header => header.Key.Length > MetadataHeaders.Prefix.Length) // skips a header without a key
        .Select(header => KeyValuePair.Create(header.Key, header.Value.Last())));

    private void LogOutcome(Uri shownUrl, UpstreamEvent upstreamEvent, UpstreamReply reply)
    {
        if (reply.IsSuccess)
        {
            logger.EventDelivered(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, shownUrl, reply.Status);
        }
        else if (reply.Status != 0) // a reply that is not usable has been logged
        {
            logger.EventFailed(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, shownUrl, reply.Explanation!);
        }
    }
}
