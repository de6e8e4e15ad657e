// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Failover;

/// <summary>Any 2xx is a success; for the checks 404 is an answer too. REST API reference, section 6.3.</summary>
internal sealed class SuccessClassifier : ResponseClassifier
{
    public static readonly SuccessClassifier Default = new(notFoundIsAnAnswer: false, mayRepeat: true);
    public static readonly SuccessClassifier Exists = new(notFoundIsAnAnswer: true, mayRepeat: true);

    /// <summary>For sends that must not be delivered twice: only what the service surely did not take is sent again.</summary>
    public static readonly SuccessClassifier SentOnce = new(notFoundIsAnAnswer: false, mayRepeat: false);

    private readonly bool _notFoundIsAnAnswer;
    private readonly bool _mayRepeat;

    private SuccessClassifier(bool notFoundIsAnAnswer, bool mayRepeat)
    {
        _notFoundIsAnAnswer = notFoundIsAnAnswer;
        _mayRepeat = mayRepeat;
    }

    public override bool IsErrorResponse(HttpMessage message) =>
        message.Response.Status is < 200 or > 299 && !(_notFoundIsAnAnswer && message.Response.Status == 404);

    public override bool IsRetriableResponse(HttpMessage message) =>
        !IsReplaced(message) && (_mayRepeat ? base.IsRetriableResponse(message) : message.Response.Status == 429);

    public override bool IsRetriable(HttpMessage message, Exception exception) =>
        !IsReplaced(message) && _mayRepeat && base.IsRetriable(message, exception);

    public override bool IsRetriableException(Exception exception) => _mayRepeat && base.IsRetriableException(exception);

    // While another endpoint stands in, there is no use in waiting for one that is down.
    private static bool IsReplaced(HttpMessage message) =>
        message.TryGetProperty(typeof(ServiceResource), out object? resource) && resource is ServiceResource { IsReplaced: true };
}
