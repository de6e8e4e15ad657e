// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using WebPubSub.Operations;

namespace WebPubSub.Failover;

/// <summary>A classifier that decides which responses are failures and which requests can be retried.</summary>
internal sealed class SuccessClassifier : ResponseClassifier
{
    private static readonly SuccessClassifier Default = new(notFoundIsAnAnswer: false, mayRepeat: true);
    private static readonly SuccessClassifier Check = new(notFoundIsAnAnswer: true, mayRepeat: true);
    private static readonly SuccessClassifier NoRetry = new(notFoundIsAnAnswer: false, mayRepeat: false);

    private readonly bool _notFoundIsAnAnswer;
    private readonly bool _mayRepeat;

    private SuccessClassifier(bool notFoundIsAnAnswer, bool mayRepeat)
    {
        _notFoundIsAnAnswer = notFoundIsAnAnswer;
        _mayRepeat = mayRepeat;
    }

    public static SuccessClassifier For(OperationRequest request) =>
        request.Kind == OperationKind.Check ? Check : request.CanRetry ? Default : NoRetry;

    public override bool IsErrorResponse(HttpMessage message) =>
        message.Response.Status is < 200 or > 299 && !(_notFoundIsAnAnswer && message.Response.Status == 404);

    public override bool IsRetriableResponse(HttpMessage message) =>
        !IsReplaced(message) && (_mayRepeat ? base.IsRetriableResponse(message) : message.Response.Status == 429);

    public override bool IsRetriable(HttpMessage message, Exception exception) =>
        !IsReplaced(message) && _mayRepeat && base.IsRetriable(message, exception);

    public override bool IsRetriableException(Exception exception) => _mayRepeat && base.IsRetriableException(exception);

    // The client does not retry at an endpoint that is down while another endpoint is up.
    private static bool IsReplaced(HttpMessage message) =>
        message.TryGetProperty(typeof(ServiceResource), out object? resource) && resource is ServiceResource { IsReplaced: true };
}
