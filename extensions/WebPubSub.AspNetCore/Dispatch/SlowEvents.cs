// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The running events of a hub. It logs each event that runs for three seconds, once. One timer serves all events, and it ticks only while events run.</summary>
internal sealed class SlowEvents
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<RunningEvent> _running = [];
    private readonly string _hub;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _isTicking;

    public SlowEvents(string hub, TimeProvider time, ILogger logger)
    {
        _hub = hub;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(static state => ((SlowEvents)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds an event. The caller removes it with the returned node.</summary>
    public LinkedListNode<RunningEvent> Add(string eventName)
    {
        var node = new LinkedListNode<RunningEvent>(new RunningEvent(eventName, _time.GetTimestamp()));
        lock (_lock)
        {
            _running.AddLast(node);
            if (!_isTicking)
            {
                _isTicking = true;
                _timer.Change(Interval, Interval);
            }
        }

        return node;
    }

    public void Remove(LinkedListNode<RunningEvent> node)
    {
        lock (_lock)
        {
            if (node.List is not null)
            {
                _running.Remove(node);
            }
        }
    }

    // Removes the slow events, which are at the front, and logs them. Stops the timer when no event is left.
    private void Check()
    {
        while (TakeSlow() is { } slow)
        {
            _logger.SlowHub(slow.Name, _hub, (int)SlowAfter.TotalSeconds, Explanation.SlowHandlerAdvice);
        }
    }

    private RunningEvent? TakeSlow()
    {
        lock (_lock)
        {
            if (_running.First is not { } first)
            {
                _isTicking = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return null;
            }

            if (_time.GetElapsedTime(first.Value.Start) < SlowAfter)
            {
                return null;
            }

            _running.RemoveFirst();
            return first.Value;
        }
    }

    public readonly record struct RunningEvent(string Name, long Start);
}
