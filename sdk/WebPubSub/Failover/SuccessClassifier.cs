// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using WebPubSub.Operations;

namespace WebPubSub.Failover;

/// <summary>A classifier that decides which responses are failures and which requests can be retried.</summary>
internal sealed class SuccessClassifier : ResponseClassifier
{
    private static readonly SuccessClassifier Default = new(isNotFoundSuccess: false, canRetry: true);
    private static readonly SuccessClassifier Check = new(isNotFoundSuccess: true, canRetry: true);
    private static readonly SuccessClassifier NoRetry = new(isNotFoundSuccess: false, canRetry: false);

    private readonly bool _isNotFoundSuccess;
    private readonly bool _canRetry;

    private SuccessClassifier(bool isNotFoundSuccess, bool canRetry)
    {
        _isNotFoundSuccess = isNotFoundSuccess;
        _canRetry = canRetry;
    }

    public static SuccessClassifier For(OperationRequest request) =>
        request.Kind == OperationKind.Check ? Check : request.CanRetry ? Default : NoRetry;

    public override bool IsErrorResponse(HttpMessage message) =>
        message.Response.Status is < 200 or > 299 && !(_isNotFoundSuccess && message.Response.Status == 404);

    public override bool IsRetriableResponse(HttpMessage message) =>
        !IsReplaced(message) && (_canRetry ? base.IsRetriableResponse(message) : message.Response.Status == 429);

    public override bool IsRetriable(HttpMessage message, Exception exception) =>
        !IsReplaced(message) && _canRetry && base.IsRetriable(message, exception);

    public override bool IsRetriableException(Exception exception) => _canRetry && base.IsRetriableException(exception);

    // The client does not retry at an endpoint that is down while another endpoint is up.
    private static bool IsReplaced(HttpMessage message) =>
        message.TryGetProperty(typeof(ServiceResource), out object? resource) && resource is ServiceResource { IsReplaced: true };
}
