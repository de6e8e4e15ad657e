// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Carries events to the handlers and their answers back.</summary>
/// <remarks>Event handler reference, sections 4 to 7.</remarks>
internal sealed class UpstreamDispatcher : IDisposable
{
    private const int MaxReplyBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    private readonly WebPubSubEmulatorOptions _options;
    private readonly HubSettings _settings;
    private readonly TestIssuer _issuer;
    private readonly string _origin;
    private readonly HttpClient _http;
    private readonly RetryingHttp _retrying;
    private readonly WebhookValidator _validator;
    private readonly EmulatorTrace _trace;
    private readonly ILogger _logger;

    public UpstreamDispatcher(
        WebPubSubEmulatorOptions options,
        HubSettings settings,
        TestIssuer issuer,
        Uri endpoint,
        BackgroundTasks background,
        EmulatorTrace trace,
        EmulatorFaults faults,
        ILogger logger,
        CancellationToken stopping)
    {
        _options = options;
        _settings = settings;
        _issuer = issuer;
        _origin = endpoint.Host; // no port
        _trace = trace;
        _logger = logger;
        _http = new HttpClient(new FaultingHandler(faults, options.TimeProvider, new InProcessSwitch(CreateHandler()))) { Timeout = Timeout.InfiniteTimeSpan };
        _retrying = new RetryingHttp(_http, options.EventRetryDelays, options.TimeProvider);
        _validator = new WebhookValidator(_retrying, _origin, background, trace, options.TimeProvider, logger, stopping);
    }

    /// <summary>Gets or sets the address of the application around the emulator, for handlers that are given as a path.</summary>
    public Uri? Application { get; set; }

    /// <summary>Whether a handler decides who may connect.</summary>
    public bool WantsConnect(string hub) => EventRoute.Find(_settings, hub, WebPubSubEventType.System, "connect") is not null;

    /// <summary>Whether a handler wants to know of the members of a group.</summary>
    public bool WantsGroup(string hub, string change, string group) =>
        EventRoute.Find(_settings, hub, WebPubSubEventType.GroupPresence, change, group) is not null;

    /// <summary>Sends an event; <see langword="null"/> when no handler wants it.</summary>
    public async Task<UpstreamReply?> SendAsync(UpstreamEvent upstreamEvent, CancellationToken cancellationToken)
    {
        WebPubSubEmulatorEventHandlerOptions? handler =
            EventRoute.Find(_settings, upstreamEvent.Hub, upstreamEvent.Type, upstreamEvent.Name, upstreamEvent.Group);
        EmulatorHandlerCall call = upstreamEvent.ToCall();
        if (handler is null)
        {
            call.Reason = HandlerReason.ForNone(_settings, upstreamEvent);
            call.IsFailure = upstreamEvent.Type == WebPubSubEventType.User; // the client's message fails; the others are only not told
            _trace.Add(call);
            return null;
        }

        long start = _options.TimeProvider.GetTimestamp();
        using ITimer late = _trace.AddWhenLate(call);
        try
        {
            UpstreamReply reply = await SendAsync(handler, upstreamEvent, call, cancellationToken);
            Complete(call, reply);
            return reply;
        }
        catch (OperationCanceledException)
        {
            call.IsFailure = true;
            call.Reason = "It was given up: the client or the emulator has gone.";
            throw;
        }
        finally
        {
            call.Duration = _options.TimeProvider.GetElapsedTime(start);
            _trace.Add(call);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<UpstreamReply> SendAsync(
        WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, EmulatorHandlerCall call, CancellationToken cancellationToken)
    {
        Uri? application = handler.OwnBase ?? Application;
        if (UrlTemplate.IsPath(handler.Template) && application is null)
        {
            string path = handler.Template.Split('?', 2)[0];
            _logger.ApplicationNotStarted(upstreamEvent.Name, upstreamEvent.Hub, path);
            return Failed($"Its handler '{path}' is a path of the application around the emulator, which has no http address (yet).");
        }

        Uri url = UrlTemplate.Resolve(handler.Template, upstreamEvent.Hub, upstreamEvent.Name, application);
        call.Url = UrlTemplate.ForLog(url);
        Uri validationUrl = UrlTemplate.ResolveValidation(handler.Template, upstreamEvent.Hub, application);
        call.LastFailure = "Its validation comes first, and is under way.";
        if (handler.Delegate is null
            && await _validator.FindFaultAsync(validationUrl, upstreamEvent.Hub, handler.Target).WaitAsync(cancellationToken) is { } fault)
        {
            return Failed("The event handler gets no events. " + fault);
        }

        call.LastFailure = "The event handler has got it, and says nothing: does it wait for something?";
        return await PostAsync(url, handler, upstreamEvent, call, cancellationToken);
    }

    private static UpstreamReply Failed(string reason) => new(0) { Reason = reason };

    private static void Complete(EmulatorHandlerCall call, UpstreamReply reply)
    {
        call.Status = reply.Status;
        call.IsFailure = !reply.IsSuccess;
        call.Reason = !call.IsFaulty || reply.IsSuccess ? reply.Reason
            : reply.Status == 0 ? $"{reply.Reason} A fault happened to it on purpose."
            : "A fault happened to it on purpose.";
        call.ResponseContentType = reply.ContentType;
        call.ResponseBody = EmulatorHandlerCall.Keep(reply.Body);
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        RequestHeaderEncodingSelector = (name, _) =>
            name.Equals("ce-userId", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null, // the only one that may be non-ASCII
    };

    private async Task<UpstreamReply> PostAsync(
        Uri url, WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, EmulatorHandlerCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        DateTimeOffset sentAt = _options.TimeProvider.GetUtcNow();
        Guid requestId = Guid.NewGuid(); // a retry repeats it
        try
        {
            using HttpResponseMessage response =
                await _retrying.SendAsync(
                    () => CreateRequest(url, handler, upstreamEvent, sentAt, requestId, call),
                    (status, exception) => call.LastFailure = exception is null
                        ? HandlerReason.ForStatus(status, upstreamEvent.Hub, upstreamEvent.Name == "connect", text: null)
                        : HandlerReason.ForException(exception, url, Deadline),
                    either.Token);
            UpstreamReply reply = await ReadAsync(url, upstreamEvent, response, either.Token);
            LogOutcome(url, upstreamEvent, reply);
            return reply;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _logger.EventUnreachable(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, UrlTemplate.ForLog(url), exception.Message);
            return Failed(HandlerReason.ForException(exception, url, Deadline));
        }
    }

    private HttpRequestMessage CreateRequest(
        Uri url, WebPubSubEmulatorEventHandlerOptions handler, UpstreamEvent upstreamEvent, DateTimeOffset sentAt, Guid requestId, EmulatorHandlerCall call)
    {
        call.Attempts++;
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(upstreamEvent.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(upstreamEvent.ContentType) } },
        };
        request.Options.Set(FaultingHandler.Call, call);
        if (handler.Target is { } target)
        {
            request.Options.Set(InProcessSwitch.Target, target);
        }

        Add("ce-specversion", "1.0");
        Add("ce-awpsversion", "1.0");
        Add("ce-type", upstreamEvent.CloudEventType);
        Add("ce-source", $"/hubs/{upstreamEvent.Hub}/client/{upstreamEvent.ConnectionId}");
        Add("ce-id", upstreamEvent.Id.ToString(CultureInfo.InvariantCulture));
        Add("ce-time", sentAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Add("ce-connectionId", upstreamEvent.ConnectionId);
        Add("ce-hub", upstreamEvent.Hub);
        Add("ce-eventName", upstreamEvent.Name);
        Add("ce-signature", string.Join(',', _options.AccessKeys.Select(key => EventSignature.Create(upstreamEvent.ConnectionId, key))));
        Add("WebHook-Request-Origin", _origin);
        Add("x-ms-client-request-id", requestId.ToString());
        AddUnlessEmpty("ce-userId", upstreamEvent.UserId);
        AddUnlessEmpty("ce-subprotocol", upstreamEvent.Subprotocol);
        if (handler.ManagedIdentityResource is { Length: > 0 } resource)
        {
            Add("Authorization", "Bearer " + _issuer.CreateToken(resource));
        }

        AddUnlessEmpty("Cookie", upstreamEvent.Cookies.HeaderFor(url));
        if (upstreamEvent.ConnectionState is not null)
        {
            Add("ce-connectionState", upstreamEvent.ConnectionState); // also when it is empty
        }

        foreach ((string key, string value) in upstreamEvent.Metadata ?? new Dictionary<string, string>())
        {
            string name = (MetadataHeaders.Prefix + key).ToLowerInvariant();
            request.Headers.Remove(name); // of keys that differ only in case the last one wins
            Add(name, value);
        }

        return request;

        // A line break in a value that a client chose would start a header of its own, in a request that this emulator signs.
        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, WithoutControls(value));

        void AddUnlessEmpty(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Add(name, value);
            }
        }
    }

    private static string WithoutControls(string value) =>
        value.Any(char.IsControl) ? string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character)) : value;

    private async Task<UpstreamReply> ReadAsync(Uri url, UpstreamEvent upstreamEvent, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? state = response.Headers.TryGetValues("ce-connectionState", out IEnumerable<string>? values) ? values.Last() : null;
        if (state is not null && !Ascii.IsValid(state))
        {
            _logger.UnusableReply(UrlTemplate.ForLog(url), upstreamEvent.Name, "its ce-connectionState is not ASCII and is not kept.");
            state = null;
        }

        var reply = new UpstreamReply((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), ConnectionState: state);
        if (!reply.IsSuccess)
        {
            string? text = await RefusalText.ReadAsync(response, _options.TimeProvider, cancellationToken);
            return reply with { Reason = HandlerReason.ForStatus(reply.Status, upstreamEvent.Hub, upstreamEvent.Name == "connect", text) };
        }

        Dictionary<string, string>? metadata = ReadMetadata(response);
        if (metadata is not null && MessageMetadata.Validate(metadata) is { } violation)
        {
            _logger.UnusableReply(UrlTemplate.ForLog(url), upstreamEvent.Name, violation + ".");
            return Failed($"The answer of the event handler cannot be used: {violation}.");
        }

        upstreamEvent.Cookies.Keep(url, response);
        byte[]? body = await BoundedReader.ReadAsync(response.Content, MaxReplyBytes, cancellationToken);
        return body is null
            ? Failed("The answer of the event handler is longer than 16 MiB.")
            : reply with { Body = body, Metadata = metadata };
    }

    private static Dictionary<string, string>? ReadMetadata(HttpResponseMessage response) => MetadataHeaders.Read(response.Headers.NonValidated
        .Where(header => header.Key.Length > MetadataHeaders.Prefix.Length) // a name without a key is left out
        .Select(header => KeyValuePair.Create(header.Key, header.Value.Last())));

    private void LogOutcome(Uri url, UpstreamEvent upstreamEvent, UpstreamReply reply)
    {
        if (reply.IsSuccess)
        {
            _logger.EventDelivered(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, UrlTemplate.ForLog(url), reply.Status);
        }
        else
        {
            _logger.EventFailed(upstreamEvent.Name, upstreamEvent.Hub, upstreamEvent.ConnectionId, UrlTemplate.ForLog(url), reply.Status);
        }
    }
}
