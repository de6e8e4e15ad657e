// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Rest;

/// <summary>Any 2xx is a success; for the checks 404 is an answer too. REST API reference, section 6.3.</summary>
internal sealed class SuccessClassifier : ResponseClassifier
{
    public static readonly SuccessClassifier Default = new(notFoundIsAnAnswer: false);
    public static readonly SuccessClassifier Exists = new(notFoundIsAnAnswer: true);

    private readonly bool _notFoundIsAnAnswer;

    private SuccessClassifier(bool notFoundIsAnAnswer) => _notFoundIsAnAnswer = notFoundIsAnAnswer;

    public override bool IsErrorResponse(HttpMessage message) =>
        message.Response.Status is < 200 or > 299 && !(_notFoundIsAnAnswer && message.Response.Status == 404);
}
