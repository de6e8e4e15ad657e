// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Rest;

/// <summary>A retry policy that does not retry if the service requests a delay that is longer than <see cref="RetryOptions.MaxDelay"/>.</summary>
/// <remarks>The policy of Azure.Core waits for the full requested delay.</remarks>
internal sealed class BoundedRetryPolicy(RetryOptions retry, TimeProvider time) : RetryPolicy(retry.MaxRetries, CreateDelays(retry))
{
    private readonly TimeSpan _maxDelay = retry.MaxDelay;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => !ExceedsMaxDelay(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        ExceedsMaxDelay(message) ? new ValueTask<bool>(false) : base.ShouldRetryAsync(message, exception);

    private static DelayStrategy CreateDelays(RetryOptions retry) => retry.Mode == RetryMode.Fixed
        ? DelayStrategy.CreateFixedDelayStrategy(retry.Delay)
        : DelayStrategy.CreateExponentialDelayStrategy(retry.Delay, retry.MaxDelay);

    private bool ExceedsMaxDelay(HttpMessage message) => message.HasResponse && RetryAfter.Read(message.Response, time) > _maxDelay;
}
