// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>Stands where no timer is to be made any more.</summary>
internal sealed class NoTimer : ITimer
{
    public static readonly NoTimer Instance = new();

    public bool Change(TimeSpan dueTime, TimeSpan period) => false;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
